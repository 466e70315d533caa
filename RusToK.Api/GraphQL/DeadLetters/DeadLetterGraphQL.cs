using GraphQL;
using GraphQL.Types;
using RusToK.Api.GraphQL.Content;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Access;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Core.Commands;
using RusToK.Core.DeadLetters;
using RusToK.Core.DeadLetters.Commands;
using RusToK.Core.Identity.Access;

namespace RusToK.Api.GraphQL.DeadLetters;

/// <summary>Dead letters of the request's tenant.</summary>
internal sealed class DeadLetterGraphQL : IGraphQLModule
{
    private const string InputArgument = "input";

    public string? Switch => null;

    public void AddQueries(ObjectGraphType query)
    {
        query.Field<NonNullGraphType<DeadLetterConnectionType>>("deadLetters")
            .Description("Events that consumers gave up on, those that died last first.")
            .Argument<DeadLetterStatusType>("status", a => { a.Description = "Null for any."; a.DefaultValue = DeadLetterStatus.Dead; })
            .Paged()
            .RequirePermission(Permissions.DeadLetterRead)
            .WithResolverSpan()
            .ResolveAsync(async c => Connection<DeadLetter>.Of(
                await c.Service<DeadLetterQueries>().ListAsync(
                    c.TenantId(), c.GetArgument<DeadLetterStatus?>("status"), c.PageOf(DeadLetterQueries.DeadLetterList), c.CancellationToken),
                static letter => letter));
        query.Field<DeadLetterType>("deadLetter")
            .Argument<NonNullGraphType<UuidType>>("id")
            .RequirePermission(Permissions.DeadLetterRead)
            .WithResolverSpan()
            .ResolveAsync(async c => (await c.Service<DeadLetterQueries>().FindAsync(c.TenantId(), [c.GetArgument<Guid>("id")], c.CancellationToken)).FirstOrDefault());
    }

    public void AddMutations(ObjectGraphType mutation)
    {
        Add<ReplayDeadLettersInput, ReplayDeadLetters>(
            mutation, "replayDeadLetters", Permissions.DeadLetterReplay, "Has them applied again, within a second; the replay's trace is linked to the original and to this.");
        Add<DiscardDeadLettersInput, DiscardDeadLetters>(
            mutation, "discardDeadLetters", Permissions.DeadLetterDiscard, "Gives them up for good; a rebuild leaves them out as well.");
    }

    private static void Add<TInput, TCommand>(ObjectGraphType mutation, string name, string permission, string description)
        where TInput : InputObjectGraphType
        where TCommand : ICommand<IReadOnlyList<DeadLetter>> =>
        mutation.Field<NonNullGraphType<DeadLettersPayloadType>>(name)
            .Description(description)
            .Argument<NonNullGraphType<TInput>>(InputArgument)
            .RequirePermission(permission)
            .WithResolverSpan()
            .ResolveAsync(async c => await c.SendAsync<TCommand, IReadOnlyList<DeadLetter>>(c.GetArgument<TCommand>(InputArgument)));
}
