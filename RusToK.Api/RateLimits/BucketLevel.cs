namespace RusToK.Api.RateLimits;

/// <summary>What a bucket said.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Left">Whole tokens that are left.</param>
/// <param name="Wait">Until there is one; zero when there was.</param>
internal readonly record struct BucketLevel(Bucket Bucket, int Left, TimeSpan Wait);
