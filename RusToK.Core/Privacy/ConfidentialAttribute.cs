namespace RusToK.Core.Privacy;

/// <summary>
/// What only its owner and whoever they gave it to may read: a secret, or what tells of a person. It is stored and answered, and never printed:
/// not in logs, spans, metrics, events or messages of errors. A type that has such a property prints itself by <see cref="Printed"/>, or says
/// nothing of it; a test prints them all. What is only passed on is a <see cref="Identity.Secret"/> instead.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ConfidentialAttribute : Attribute;
