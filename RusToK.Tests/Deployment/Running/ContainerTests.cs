using Xunit;

namespace RusToK.Tests.Deployment.Running;

/// <summary>With everything in containers; needs a container engine, and says so where there is none.</summary>
public sealed class ContainerTests(ContainerSystem system) : DistributedApplicationTests(system), IClassFixture<ContainerSystem>;
