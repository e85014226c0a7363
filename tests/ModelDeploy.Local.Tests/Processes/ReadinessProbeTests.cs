using System.Net;
using System.Net.Sockets;
using System.Text;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Local.Processes.Probing;

namespace ModelDeploy.Local.Tests.Processes;

public sealed class ReadinessProbeTests
{
    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        var stop = TestContext.Current.CancellationToken;
        using var elsewhere = Listening();
        using var model = Listening();
        var answering = AnswerAsync(model, $"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{PortOf(elsewhere)}/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", stop);
        using var probe = new ReadinessProbe();

        var answer = await probe.AskAsync(Readiness.Http("/ready"), PortOf(model), stop);

        Assert.Equal(new ProbeAnswer(true, "HTTP 302"), answer);
        await answering;
        Assert.False(elsewhere.Pending());
    }

    private static TcpListener Listening()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private static async Task AnswerAsync(TcpListener model, string answer, CancellationToken stop)
    {
        using var connection = await model.AcceptTcpClientAsync(stop);
        var stream = connection.GetStream();
        var asked = new byte[4096];
        Assert.NotEqual(0, await stream.ReadAsync(asked, stop));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), stop);
    }
}
