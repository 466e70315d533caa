namespace RusToK.Core.Usage;

/// <summary>What a tenant used on one day (UTC).</summary>
/// <param name="Day">The day.</param>
/// <param name="Requests">Requests the API answered in the tenant's name.</param>
/// <param name="Errors">Those among them that failed through no fault of the client.</param>
/// <param name="Events">Events the tenant's log got.</param>
/// <param name="StorageBytes">Size of the tenant's rows, without indexes, when it was last measured that day; null when it was not.</param>
public sealed record UsageDay(DateOnly Day, long Requests, long Errors, long Events, long? StorageBytes);
