using System.Text.Json;
using GraphQLParser.AST;
using RusToK.Api.GraphQL.Server.Documents;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Core.Identity.Access;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Api.GraphQL.Server.Responses;

/// <summary>An operation whose answer may be kept: everybody gets the same.</summary>
/// <param name="Key">Tenant, document, operation and variables: languages and currencies are among these, or the tenant's own.</param>
/// <param name="Tenant">Whose it is.</param>
internal sealed record ResponseQuestion(string Key, ResolvedTenant Tenant)
{
    /// <summary>Letters of the variables that become part of a key; they come from strangers.</summary>
    private const int MaxVariables = 2_000;

    /// <returns>Null unless nobody in particular asks, for a query that many ask: one that is known by its hash or registered.</returns>
    public static ResponseQuestion? Of(OperationRequest request, PreparedDocument document, PreparedOperation operation, IServiceProvider services)
    {
        if (operation.Kind != OperationType.Query || (request.Query is not null && !document.Registered)
            || services.GetService<CurrentActor>() is not { IsNobody: true } || services.GetService<CurrentTenant>() is not { IsResolved: true } current)
            return null;
        var variables = request.Variables.Count == 0 ? "" : JsonSerializer.Serialize<IReadOnlyDictionary<string, object?>>(request.Variables);
        return variables.Length > MaxVariables ? null : new ResponseQuestion($"{current.Tenant.Id:N}:{document.Hash}:{operation.Name}:{variables}", current.Tenant);
    }
}
