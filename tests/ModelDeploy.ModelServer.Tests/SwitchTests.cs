using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ModelDeploy.ModelServer.Tests;

public sealed class SwitchTests
{
    private const string Predictions = "/api/v1.0/predictions";

    [Fact]
    public async Task A_slow_start_listens_late_and_says_so()
    {
        await using var server = ServerProcess.Start(
            ["--model", SampleFiles.Path(SampleFiles.Softmax)], ("MODEL_SLOW_START", "300ms"));

        using var http = await server.ListeningAsync();

        Assert.Contains("WARN  Starting slowly: listening in 0.3 s, as a switch asks", server.Lines);
        Assert.Equal("ready", await http.GetStringAsync("/ready", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("--slow-start", "1m", "Starting slowly")]
    [InlineData("--never-ready", "silent", "Not listening")]
    public async Task A_start_that_takes_long_can_be_stopped(string name, string value, string said)
    {
        await using var server = ServerProcess.StartSample(name, value);
        await server.LineAsync(said);

        server.Terminate();

        Assert.Equal(0, await server.ExitAsync());
        Assert.Equal("INFO  Stopped", server.Lines[^1]);
    }

    [Fact]
    public async Task A_server_that_is_never_ready_and_silent_does_not_listen()
    {
        var port = FreePort();
        await using var server = ServerProcess.StartSample("--never-ready", "silent", "--port", $"{port}");
        await server.LineAsync("Not listening");

        using var client = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(async () => await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/ready")]
    [InlineData("/api/v1.0/health/status")]
    [InlineData("/api/v1.0/status")]
    [InlineData("/v2/health/ready")]
    [InlineData("/v2/models/iris/ready")]
    public async Task A_server_that_is_never_ready_and_refuses_answers_503(string path)
    {
        await using var server = await RunningServer.StartAsync(switches: new() { NeverReady = Faults.NeverReady.Refusing });

        using var readiness = await server.Http.GetAsync(path, TestContext.Current.CancellationToken);
        using var liveness = await server.Http.GetAsync("/live", TestContext.Current.CancellationToken);
        var prediction = await server.PostAsync(Predictions, """{"data":{"ndarray":[[5.1,3.5,1.4,0.2]]}}""");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, readiness.StatusCode);
        Assert.Equal(HttpStatusCode.OK, liveness.StatusCode);
        Assert.Equal((503, "The model is not ready."), (prediction.Status, prediction.SeldonInfo));
    }

    [Fact]
    public async Task The_request_after_the_last_allowed_one_ends_the_process_unanswered()
    {
        await using var server = ServerProcess.StartSample("--crash-after-requests", "2", "--crash-exit-code", "7");
        using var http = await server.ListeningAsync();

        Assert.Equal(HttpStatusCode.OK, await PredictAsync(http));
        Assert.Equal(HttpStatusCode.OK, await PredictAsync(http));
        await Assert.ThrowsAsync<HttpRequestException>(() => PredictAsync(http));

        Assert.Equal(7, await server.ExitAsync());
        Assert.Equal("ERROR Crashing after 2 predictions with exit code 7, as a switch asks", server.Lines[^1]);
    }

    [Theory]
    [InlineData("0s", "at start")]
    [InlineData("100ms", "after 0.1 s")]
    public async Task A_crash_by_the_clock_comes_even_before_it_listens(string delay, string occasion)
    {
        await using var server = ServerProcess.StartSample("--crash-after", delay, "--never-ready", "silent");
        Assert.Equal(1, await server.ExitAsync());
        Assert.Equal($"ERROR Crashing {occasion} with exit code 1, as a switch asks", server.Lines[^1]);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(11)]
    [InlineData(6)]
    public async Task A_crash_can_be_a_signal(int signal)
    {
        await using var server = ServerProcess.StartSample("--crash-after", "0s", "--crash-signal", $"{signal}");
        Assert.Equal(128 + signal, await server.ExitAsync());
        Assert.Equal($"ERROR Crashing at start by signal {signal}, as a switch asks", server.Lines[^1]);
    }

    [Fact]
    public async Task A_log_storm_writes_numbered_lines_while_the_server_serves()
    {
        await using var server = ServerProcess.StartSample("--log-storm", "2000");
        using var http = await server.ListeningAsync();

        await server.LineAsync("Storm line 3000:");

        var storm = server.Lines.Where(line => line.Contains("Storm line", StringComparison.Ordinal)).ToArray();
        Assert.All(storm.Index(), line => Assert.Contains($"Storm line {line.Index + 1}:", line.Item, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, await PredictAsync(http));
    }

    [Fact]
    public async Task A_memory_hog_holds_what_it_was_told_to_take()
    {
        await using var server = ServerProcess.StartSample("--memory-hog", "200", "--memory-hog-over", "500ms");

        await server.LineAsync("Took 200 MiB");

        using var process = Process.GetProcessById(server.Id);
        Assert.InRange(process.WorkingSet64, 200L * 1024 * 1024, long.MaxValue);
    }

    [Fact]
    public async Task A_child_that_is_left_behind_outlives_the_server()
    {
        await using var server = ServerProcess.StartSample("--leave-children", "1");
        var line = await server.LineAsync("Started child process");
        using var child = Process.GetProcessById(int.Parse(line.Split(' ').First(word => word.All(char.IsAsciiDigit) && word.Length > 0), CultureInfo.InvariantCulture));
        try
        {
            using var http = await server.ListeningAsync();
            server.Terminate();

            Assert.Equal(0, await server.ExitOnlyAsync());
            Assert.False(child.HasExited);
        }
        finally
        {
            child.Kill();
        }
    }

    [Fact]
    public async Task Slow_answers_hold_predictions_back_but_not_probes()
    {
        await using var server = await RunningServer.StartAsync(switches: new() { SlowAnswers = TimeSpan.FromMinutes(1) });
        using var impatient = new CancellationTokenSource();

        var prediction = server.Http.PostAsync(Predictions, new StringContent("""{"data":{"ndarray":[[5.1,3.5,1.4,0.2]]}}"""), impatient.Token);
        Assert.Equal("ready", await server.Http.GetStringAsync("/ready", TestContext.Current.CancellationToken));

        Assert.False(prediction.IsCompleted);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => prediction);
    }

    private static async Task<HttpStatusCode> PredictAsync(HttpClient http)
    {
        using var response = await http.PostAsync(
            Predictions, new StringContent("""{"data":{"ndarray":[[5.1,3.5,1.4,0.2]]}}"""), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
