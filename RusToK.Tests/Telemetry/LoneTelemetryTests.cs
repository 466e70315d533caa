using Xunit;

namespace RusToK.Tests.Telemetry;

/// <summary>Tests of what is sampled: whoever else listens to every span of the process at the time would have all of them sampled.</summary>
[CollectionDefinition(nameof(LoneTelemetryTests), DisableParallelization = true)]
public sealed class LoneTelemetryTests;
