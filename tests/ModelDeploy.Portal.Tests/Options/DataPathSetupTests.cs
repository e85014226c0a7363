using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ModelDeploy.Gateway;
using ModelDeploy.Portal.Options;
using ModelDeploy.Portal.Setup;

namespace ModelDeploy.Portal.Tests.Options;

public sealed class DataPathSetupTests
{
    [Theory]
    [InlineData(RuntimeKind.Processes, false)]
    [InlineData(RuntimeKind.Kubernetes, true)]
    public void The_gateway_knows_its_limits_and_whether_replicas_are_pods(RuntimeKind runtime, bool pods)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddDataPath(new ModelDeployOptions { DataDirectory = "/", Runtime = runtime, Limits = new LimitsOptions { ConnectTimeout = TimeSpan.FromSeconds(7) } });
        using var services = builder.Services.BuildServiceProvider();

        var gateway = services.GetRequiredService<IOptions<GatewayOptions>>().Value;

        Assert.Equal((pods, TimeSpan.FromSeconds(7)), (gateway.ReplicasArePods, gateway.ConnectTimeout));
    }
}
