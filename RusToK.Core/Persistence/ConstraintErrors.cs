using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using RusToK.Core.Errors;

namespace RusToK.Core.Persistence;

/// <summary>Turns what PostgreSQL refused into an error that names the field and the rule, by the names in the model.</summary>
internal static class ConstraintErrors
{
    /// <returns>The error for the client, or null when the failure is not the client's.</returns>
    public static DomainException? Translate(PostgresException error, IModel model) => error.SqlState switch
    {
        SqlStates.VersionConflict => new ConflictException(
            $"The {Subject(error.MessageText)} was changed or deleted by someone else; load it again and repeat the change.",
            field: "version", rule: "version", error),
        PostgresErrorCodes.UniqueViolation => Unique(error, model),
        PostgresErrorCodes.ForeignKeyViolation => Reference(error, model),
        PostgresErrorCodes.CheckViolation => new InvalidInputException(
            Field(error.ConstraintName), "check", $"The value breaks the rule {error.ConstraintName}."),
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => new ConflictException(
            "Another change to the same rows came first; repeat the request.", rule: "concurrency", innerException: error),
        _ => null,
    };

    private static ConflictException Unique(PostgresException error, IModel model)
    {
        var fields = model.GetEntityTypes()
            .SelectMany(e => e.GetIndexes().Select(i => (Name: i.GetDatabaseName(), i.Properties))
                .Concat(e.GetKeys().Select(k => (Name: k.GetName(), k.Properties))))
            .FirstOrDefault(i => i.Name == error.ConstraintName).Properties?
            .Where(p => p.Name != nameof(ITenantOwned.TenantId))
            .Select(p => CamelCase(p.Name)).ToArray() ?? [];
        return fields.Length == 0
            ? new ConflictException("A row with the same unique value exists.", rule: "unique", innerException: error)
            : new ConflictException(
                $"The value of {string.Join(" + ", fields)} is taken; it must be unique.", fields[^1], "unique", error);
    }

    private static DomainException Reference(PostgresException error, IModel model)
    {
        var key = model.GetEntityTypes().SelectMany(e => e.GetForeignKeys())
            .FirstOrDefault(f => f.GetConstraintName() == error.ConstraintName);
        var field = key is null ? Field(error.ConstraintName) : CamelCase(key.Properties[^1].Name);
        return error.MessageText.StartsWith("update or delete", StringComparison.Ordinal)
            ? new ConflictException($"The {Subject(error.TableName)} is still in use.", field, "in-use", error)
            : new InvalidInputException(field, "exists", $"{field} names something that does not exist.");
    }

    private static string Field(string? constraint) => constraint ?? "input";

    private static string Subject(string? table) => table?.Split('.')[^1].TrimEnd('s') ?? "row";

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
