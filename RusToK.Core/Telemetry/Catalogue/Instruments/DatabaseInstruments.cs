namespace RusToK.Core.Telemetry.Catalogue.Instruments;

/// <summary>What PostgreSQL knows of itself and this product depends on. What its client measures is Npgsql's own: <c>db.client.*</c>.</summary>
public static class DatabaseInstruments
{
    public static readonly MetricDefinition XminAge = new(
        TelemetrySources.DatabaseMeter, "rustok.database.xmin.age", InstrumentKind.Gauge, "s",
        "Age of the oldest open or prepared transaction of this database that writes: its events wait for its end, and its snapshot is what the log is read by. " +
        "0 when there is none; absent when the owner of the database may not see when others' transactions began.");

    public static readonly MetricDefinition DeadTuples = new(
        TelemetrySources.DatabaseMeter, "rustok.database.dead_tuples", InstrumentKind.Gauge, "{row}",
        "Row versions that nobody can see any more and vacuum has not removed, as PostgreSQL estimates them; a partitioned table is one.")
    {
        Labels = [MetricLabel.BoundedBy(Attributes.Table, "the tables of the migrations")],
    };
}
