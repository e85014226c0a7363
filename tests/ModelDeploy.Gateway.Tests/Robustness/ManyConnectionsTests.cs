using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using ModelDeploy.Gateway.Tests.Support;
using ModelDeploy.TestHost;
using ModelDeploy.TestKit;

namespace ModelDeploy.Gateway.Tests.Robustness;

/// <summary>As many open connections as one machine's limits allow, from a client in a process of its own.</summary>
public sealed class ManyConnectionsTests
{
    private const int Most = 10_000;
    private const double ShareOfDescriptors = 0.4;
    private const int Calls = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    [Fact]
    public async Task Open_connections_disturb_nobody_and_leave_nothing_behind()
    {
        OpenSockets.Require();
        var count = Math.Min(Most, (int)(ShareOfDescriptors * OpenSockets.MostDescriptors()));
        await using var model = await CallsMeanwhile.AModelThatEchoesAsync();
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        var port = new Uri(gateway.Address).Port;

        using var client = Start(gateway, count);
        await CallsMeanwhile.AreAnsweredRightAsync(gateway, Calls);
        Assert.Equal(count / 2 + count % 2, await AnswerAsync(client));
        Assert.True(OpenSockets.HeldAt(port) >= count, $"{OpenSockets.HeldAt(port)} of {count} connections are open.");

        await CallsMeanwhile.AreAnsweredRightAsync(gateway, Calls);
        await client.StandardInput.WriteLineAsync(HeldConnections.Ask);
        Assert.Equal(count, await AnswerAsync(client));

        client.StandardInput.Close();
        await client.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(0, client.ExitCode);
        await CallsMeanwhile.AreAnsweredRightAsync(gateway, 1);
        gateway.Http.Dispose();
        await Eventually.TrueAsync(() => OpenSockets.HeldAt(port) == 0, "the gateway to let go of every connection");
    }

    private static Process Start(AGateway gateway, int count)
    {
        var dotnet = Path.Combine(Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../..")), "dotnet");
        var start = new ProcessStartInfo(dotnet) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "ModelDeploy.TestHost.dll"));
        start.ArgumentList.Add(HeldConnections.Command);
        start.ArgumentList.Add($"{gateway.Address}/deployment/iris/v2");
        start.ArgumentList.Add(count.ToString(CultureInfo.InvariantCulture));
        return Process.Start(start)!;
    }

    private static async Task<int> AnswerAsync(Process client) =>
        int.Parse(
            await client.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken)
                ?? throw new InvalidOperationException("The client ended."),
            CultureInfo.InvariantCulture);
}
