using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ModelDeploy.ModelServer.Tests;

public sealed class ServeCommandTests
{
    [Fact]
    public async Task The_start_tells_model_quality_deployment_and_address()
    {
        await using var server = ServerProcess.Start(
            ["--model", SampleFiles.Path(SampleFiles.Forest)], ("SELDON_DEPLOYMENT_ID", "deploy-flowers"), ("PREDICTIVE_UNIT_ID", "model"));

        using var http = await server.ListeningAsync();

        Assert.Contains("INFO  Model iris 2.0, random-forest: 4 features in, setosa, versicolor, virginica out", server.Lines);
        Assert.Contains("INFO  On unseen data: accuracy 0.956, trainRows 105, testRows 45", server.Lines);
        Assert.Contains("INFO  Deployment deploy-flowers, unit model", server.Lines);
        Assert.Equal("127.0.0.1", http.BaseAddress!.Host);
        Assert.All(server.Lines, line => Assert.DoesNotContain('\u001b', line));
    }

    [Fact]
    public async Task A_relative_path_that_is_not_here_is_looked_for_beside_the_program()
    {
        await using var server = ServerProcess.Start(["--model", "Models/housing-1.0.json"]);
        await server.LineAsync("Model housing 1.0");
    }

    [Theory]
    [InlineData("")]
    [InlineData("file://")]
    public async Task Without_an_option_the_model_uri_names_the_file(string scheme)
    {
        await using var server = ServerProcess.Start([], ("MODEL_URI", scheme + SampleFiles.Path(SampleFiles.Boosted)));
        await server.LineAsync("Model housing 1.0, gradient-boosted-trees");
    }

    [Fact]
    public async Task Work_in_flight_is_finished_after_a_request_to_stop()
    {
        await using var server = ServerProcess.StartSample("--slow-answers", "2s");
        using var http = await server.ListeningAsync();

        var answer = http.PostAsync(
            "/api/v1.0/predictions", new StringContent("""{"data":{"ndarray":[[5.1,3.5,1.4,0.2]]}}"""), TestContext.Current.CancellationToken);
        await UntilInFlightAsync(http);
        server.Terminate();
        await server.LineAsync("Stopping, predictions in flight: 1");

        Assert.Equal(HttpStatusCode.OK, (await answer).StatusCode);
        Assert.Equal(0, await server.ExitAsync());
        Assert.Equal("INFO  Stopped", server.Lines[^1]);
    }

    [Fact]
    public async Task A_refused_request_says_in_the_log_what_the_caller_was_told()
    {
        await using var server = ServerProcess.StartSample();
        using var http = await server.ListeningAsync();
        using var forged = new StringContent("""{"data":{"ndarray":[[1,2,3,"x\nERROR forged"]]}}""");

        using var response = await http.PostAsync("/api/v1.0/predictions", forged, TestContext.Current.CancellationToken);

        Assert.Equal(
            "WARN  Refused POST /api/v1.0/predictions with 400: data.ndarray: row 1, value 4: a number is needed, but it is the text \"x?ERROR forged\".",
            await server.LineAsync("Refused"));
    }

    [Fact]
    public async Task A_caller_that_leaves_is_counted_apart()
    {
        await using var server = ServerProcess.StartSample("--slow-answers", "1m");
        using var http = await server.ListeningAsync();
        using var impatient = new CancellationTokenSource();
        var prediction = http.PostAsync("/api/v1.0/predictions", new StringContent("{}"), impatient.Token);
        await UntilInFlightAsync(http);

        await impatient.CancelAsync();

        await server.LineAsync("WARN  POST /api/v1.0/predictions ended without an answer");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => prediction);
        await http.UntilMetricAsync("model_requests_total{protocol=\"seldon\",code=\"499\"} 1");
    }

    [Fact]
    public async Task A_taken_port_ends_the_start_with_its_own_exit_code()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await using var server = ServerProcess.StartSample("--port", $"{port}");

        Assert.Equal(98, await server.ExitAsync());
        Assert.StartsWith($"ERROR Cannot listen on 127.0.0.1:{port}:", server.Lines[^1]);
    }

    [Fact]
    public async Task Every_wrong_option_is_told_at_once()
    {
        await using var server = ServerProcess.Start(
            ["--modle", "x", "--port", "abc", "--host", "here", "--slow-start", "soon"], ("MODEL_LOG_STORM", "-1"));

        Assert.Equal(2, await server.ExitAsync());
        Assert.Equal(
            [
                "ERROR There is no model: use --model <file>, or set MODEL_URI to a file.",
                "ERROR --host: \"here\" is not an IP address.",
                "ERROR --port (PORT): \"abc\" is not a whole number from 0 to 65535.",
                "ERROR --slow-start (MODEL_SLOW_START): \"soon\" is not a duration of at most a day such as 250ms, 3s or 2m.",
                "ERROR --log-storm (MODEL_LOG_STORM): \"-1\" is not a whole number from 0 to 1000000.",
                "ERROR --modle is not an option of this command.",
            ],
            server.Lines);
    }

    [Fact]
    public async Task A_model_that_cannot_be_read_ends_the_start()
    {
        await using var server = ServerProcess.Start(["--model", "no-such-model.json"]);
        Assert.Equal(1, await server.ExitAsync());
        Assert.StartsWith("ERROR The model file no-such-model.json cannot be read:", Assert.Single(server.Lines));
    }

    [Fact]
    public async Task Help_names_every_option()
    {
        await using var server = ServerProcess.Start(["--help"]);
        Assert.Equal(0, await server.ExitAsync());
        Assert.Contains(server.Lines, line => line.Contains("--never-ready silent|503", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_train_command_writes_the_sample_models()
    {
        var folder = Directory.CreateTempSubdirectory("modelserver-train-");
        try
        {
            await using var server = ServerProcess.Start(["train", "--out", folder.FullName]);
            Assert.Equal(0, await server.ExitAsync());
            Assert.All(
                [SampleFiles.Softmax, SampleFiles.Forest, SampleFiles.Boosted],
                file => Assert.Equal(
                    File.ReadAllText(SampleFiles.Path(file), Encoding.UTF8), File.ReadAllText(System.IO.Path.Combine(folder.FullName, file), Encoding.UTF8)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Waits until the slow prediction has arrived.</summary>
    private static Task UntilInFlightAsync(HttpClient http) => http.UntilMetricAsync("model_requests_in_flight 1");
}
