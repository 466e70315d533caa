using RusToK.ServiceDefaults.Telemetry;
using Xunit;

namespace RusToK.Tests.Telemetry;

public sealed class ContainerIdTests
{
    private const string Id = "9e1f8c0cb6a6ad3c4dd1d0a2b3f4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6";

    [Theory]
    [InlineData($"13:pids:/docker/{Id}", "")]
    [InlineData($"0::/system.slice/docker-{Id}.scope", "")]
    [InlineData($"0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-{Id}.scope", "")]
    [InlineData("0::/", $"473 456 254:1 /docker/containers/{Id}/hostname /etc/hostname rw,relatime - ext4 /dev/vda1 rw")]
    public void The_kernels_files_tell_the_container(string cgroup, string mount) => Assert.Equal(Id, ContainerId.From([cgroup], [mount]));

    [Theory]
    [InlineData("0::/user.slice/user-1000.slice/session-2.scope", "21 1 8:1 / / rw - ext4 /dev/sda1 rw")]
    [InlineData("0::/", $"473 456 254:1 /layers/{Id}/data /data rw - ext4 /dev/vda1 rw")]
    public void Outside_of_a_container_there_is_none(string cgroup, string mount) => Assert.Null(ContainerId.From([cgroup], [mount]));
}
