using Npgsql;
using NpgsqlTypes;

namespace RusToK.Core.Persistence;

/// <summary>A statement whose parameters are columns: one array each, one element a row.</summary>
internal sealed class Columns<T>(string sql, IReadOnlyCollection<T> rows)
{
    private readonly NpgsqlBatchCommand _command = new(sql);

    public NpgsqlBatchCommand Command => _command;

    public Columns<T> Id(Func<T, Guid> value) => Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. rows.Select(value)] });

    public Columns<T> OptionalId(Func<T, Guid?> value) => Add(new NpgsqlParameter<Guid?[]> { TypedValue = [.. rows.Select(value)] });

    public Columns<T> Text(Func<T, string> value) => Add(new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(value)] });

    public Columns<T> OptionalText(Func<T, string?> value) => Add(new NpgsqlParameter<string?[]> { TypedValue = [.. rows.Select(value)] });

    public Columns<T> Number(Func<T, int> value) => Add(new NpgsqlParameter<int[]> { TypedValue = [.. rows.Select(value)] });

    public Columns<T> Amount(Func<T, decimal> value) => Add(new NpgsqlParameter<decimal[]> { TypedValue = [.. rows.Select(value)] });

    public Columns<T> Version(Func<T, long> value) => Add(new NpgsqlParameter<long[]> { TypedValue = [.. rows.Select(value)] });

    public Columns<T> Bytes(Func<T, byte[]> value) => Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. rows.Select(value)] });

    public Columns<T> Flag(Func<T, bool> value) => Add(new NpgsqlParameter<bool[]> { TypedValue = [.. rows.Select(value)] });

    public Columns<T> Time(Func<T, DateTimeOffset> value) => Add(new NpgsqlParameter<DateTime[]>
    {
        TypedValue = [.. rows.Select(r => value(r).UtcDateTime)],
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
    });

    public Columns<T> OptionalTime(Func<T, DateTimeOffset?> value) => Add(new NpgsqlParameter<DateTime?[]>
    {
        TypedValue = [.. rows.Select(r => value(r)?.UtcDateTime)],
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
    });

    private Columns<T> Add(NpgsqlParameter parameter)
    {
        _command.Parameters.Add(parameter);
        return this;
    }
}
