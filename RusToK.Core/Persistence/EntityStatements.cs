using System.Collections.Concurrent;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace RusToK.Core.Persistence;

/// <summary>
/// INSERT, UPDATE and DELETE statements of mapped entities, built once from Entity Framework's model, with positional
/// parameters so that Npgsql prepares them once per connection.
/// </summary>
internal sealed class EntityStatements(IModel model)
{
    private readonly ConcurrentDictionary<Type, Statements> _statements = new();

    public IModel Model { get; } = model;

    public NpgsqlBatchCommand Insert(object entity)
    {
        var s = For(entity.GetType());
        return Fill(new NpgsqlBatchCommand(s.Insert), entity, s.All);
    }

    /// <summary>Inserts, or replaces every other column of the row with the same key.</summary>
    public NpgsqlBatchCommand Upsert(object entity)
    {
        var s = For(entity.GetType());
        return Fill(new NpgsqlBatchCommand(s.Upsert), entity, s.All);
    }

    /// <summary>Replaces the row; raises <see cref="SqlStates.VersionConflict"/> unless it is there at the expected version.</summary>
    public NpgsqlBatchCommand Update(object entity, long? expectedVersion)
    {
        var s = For(entity.GetType());
        var command = Fill(new NpgsqlBatchCommand(expectedVersion is null ? s.Update : s.UpdateAtVersion), entity, s.Changeable);
        Fill(command, entity, s.Key);
        if (expectedVersion is { } version)
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = version });
        return command;
    }

    /// <summary>Deletes the row; raises <see cref="SqlStates.VersionConflict"/> unless it is there at the expected version.</summary>
    public NpgsqlBatchCommand Delete(object entity, long? expectedVersion)
    {
        var s = For(entity.GetType());
        var command = Fill(new NpgsqlBatchCommand(expectedVersion is null ? s.Delete : s.DeleteAtVersion), entity, s.Key);
        if (expectedVersion is { } version)
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = version });
        return command;
    }

    private Statements For(Type type) => _statements.GetOrAdd(type, Build);

    private Statements Build(Type type)
    {
        var entity = Model.FindEntityType(type)
            ?? throw new InvalidOperationException($"{type.Name} is not a mapped entity.");
        var storeObject = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        var table = $"{entity.GetSchema() ?? "public"}.{entity.GetTableName()}";

        Column Describe(IProperty p) => new(p.GetColumnName(storeObject)!, p, p.GetRelationalTypeMapping());
        var all = entity.GetProperties()
            .Where(p => p.GetComputedColumnSql() is null && !p.IsShadowProperty()).Select(Describe).ToArray();
        var key = entity.FindPrimaryKey()!.Properties.Select(Describe).ToArray();
        var changeable = all.Where(c => !c.Property.IsPrimaryKey()).ToArray();

        var names = string.Join(", ", all.Select(c => c.Name));
        var values = string.Join(", ", Enumerable.Range(1, all.Length).Select(i => $"${i}"));
        var sets = string.Join(", ", changeable.Select((c, i) => $"{c.Name} = ${i + 1}"));
        string Where(int offset) => string.Join(" AND ", key.Select((c, i) => $"{c.Name} = ${offset + i + 1}"));
        var insert = $"INSERT INTO {table} ({names}) VALUES ({values})";
        var conflict = changeable.Length == 0
            ? "DO NOTHING"
            : "DO UPDATE SET " + string.Join(", ", changeable.Select(c => $"{c.Name} = excluded.{c.Name}"));

        return new Statements(
            all, changeable, key, insert,
            $"{insert} ON CONFLICT ({string.Join(", ", key.Select(c => c.Name))}) {conflict}",
            Guarded($"UPDATE {table} SET {sets} WHERE {Where(changeable.Length)}", table),
            Guarded($"UPDATE {table} SET {sets} WHERE {Where(changeable.Length)} AND version = ${changeable.Length + key.Length + 1}", table),
            Guarded($"DELETE FROM {table} WHERE {Where(0)}", table),
            Guarded($"DELETE FROM {table} WHERE {Where(0)} AND version = ${key.Length + 1}", table));
    }

    private static string Guarded(string statement, string table) => new StringBuilder()
        .Append("WITH changed AS (").Append(statement).Append(" RETURNING 1) ")
        .Append("SELECT rustok.require(EXISTS (SELECT FROM changed), '").Append(SqlStates.VersionConflict)
        .Append("', '").Append(table).Append("')").ToString();

    private static NpgsqlBatchCommand Fill(NpgsqlBatchCommand command, object entity, Column[] columns)
    {
        foreach (var column in columns)
            command.Parameters.Add(column.Parameter(entity));
        return command;
    }

    private sealed record Column(string Name, IProperty Property, RelationalTypeMapping Mapping)
    {
        private static readonly NpgsqlCommand ParameterFactory = new();

        public NpgsqlParameter Parameter(object entity)
        {
            var value = Property.GetGetter().GetClrValue(entity);
            var parameter = (NpgsqlParameter)Mapping.CreateParameter(ParameterFactory, string.Empty, value, Property.IsNullable);
            parameter.ParameterName = string.Empty;
            return parameter;
        }
    }

    private sealed record Statements(
        Column[] All, Column[] Changeable, Column[] Key,
        string Insert, string Upsert, string Update, string UpdateAtVersion, string Delete, string DeleteAtVersion);
}
