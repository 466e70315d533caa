using GraphQL;
using GraphQL.Builders;
using GraphQL.Types;
using RusToK.Api.GraphQL.Server.Access;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Core.Commands;

namespace RusToK.Api.GraphQL.Content;

/// <summary>Mutations that are one command each, whose input type makes it.</summary>
internal static class CommandFields
{
    public const string InputArgument = "input";

    /// <param name="mutation">The root.</param>
    /// <param name="name">Of the field.</param>
    /// <param name="permission">Needed to call it.</param>
    /// <param name="description">For people.</param>
    /// <param name="payload">The field's value, of what the command gives.</param>
    /// <param name="locales">Languages named in the input, which must be the tenant's.</param>
    public static void Command<TPayload, TInput, TCommand, TResult>(
        this ObjectGraphType mutation, string name, string permission, string description, Func<TResult, object> payload,
        Func<TCommand, IEnumerable<(string Field, string? Locale)>>? locales = null)
        where TPayload : IGraphType
        where TInput : InputObjectGraphType
        where TCommand : ICommand<TResult> =>
        mutation.CommandField<TPayload, TInput>(name, description)
            .RequirePermission(permission)
            .ResolveAsync(async c =>
            {
                var command = c.GetArgument<TCommand>(InputArgument);
                if (locales is not null)
                    await c.RequireEnabledAsync([.. locales(command)]);
                return payload(await c.SendAsync<TCommand, TResult>(command));
            });

    /// <summary>A mutation with an input; who may call it and what it does is said by the caller.</summary>
    public static FieldBuilder<object?, object> CommandField<TPayload, TInput>(this ObjectGraphType mutation, string name, string description)
        where TPayload : IGraphType
        where TInput : InputObjectGraphType =>
        mutation.Field<NonNullGraphType<TPayload>>(name)
            .Description(description)
            .Argument<NonNullGraphType<TInput>>(InputArgument)
            .WithResolverSpan();
}
