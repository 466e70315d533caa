using Xunit;

namespace RusToK.Tests.Deployment.Running;

/// <summary>With servers that are somebody else's; runs on every machine.</summary>
public sealed class ExternalServersTests(ExternalServersSystem system) : DistributedApplicationTests(system), IClassFixture<ExternalServersSystem>;
