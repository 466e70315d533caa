namespace RusToK.Core.Errors;

/// <summary>One broken rule of an input.</summary>
/// <param name="Field">Path from the input's root, dotted, list positions in brackets: <c>translations[0].slug</c>.</param>
/// <param name="Rule">Stable name of the rule in kebab case: <c>required</c>, <c>max-length</c>, <c>unique</c>.</param>
/// <param name="Message">A sentence for people that states the bound. Never contains the rejected value if that may be a secret.</param>
public sealed record FieldError(string Field, string Rule, string Message);
