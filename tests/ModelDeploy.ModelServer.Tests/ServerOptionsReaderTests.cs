using ModelDeploy.ModelServer.Faults;
using ModelDeploy.ModelServer.Serving;

namespace ModelDeploy.ModelServer.Tests;

public sealed class ServerOptionsReaderTests
{
    [Fact]
    public void Without_settings_it_serves_on_loopback_port_9000_with_every_switch_off()
    {
        var options = Read(["--model", "a.json"]);

        Assert.Equal(("127.0.0.1", 9000), (options.Host, options.Port));
        Assert.Equal(new TestSwitches(), options.Switches);
        Assert.Null(options.Remark);
    }

    [Theory]
    [InlineData(new string[0], null, "8001", 8001)]
    [InlineData(new string[0], "8000", "8001", 8000)]
    [InlineData(new string[0], "", "8001", 8001)]
    [InlineData(new[] { "--port=7000" }, "8000", "8001", 7000)]
    public void The_option_wins_over_port_and_port_over_seldons_variable(string[] arguments, string? port, string? unitPort, int expected)
    {
        var options = Read(["--model", "a.json", .. arguments], ("PORT", port), ("PREDICTIVE_UNIT_SERVICE_PORT", unitPort));
        Assert.Equal(expected, options.Port);
    }

    [Fact]
    public void The_model_option_wins_over_the_uri_and_says_so()
    {
        var options = Read(["--model", "a.json"], ("MODEL_URI", "s3://bucket/model"));
        Assert.Equal(("a.json", "MODEL_URI is ignored, because --model names the model."), (options.ModelPath, options.Remark));
    }

    [Fact]
    public void A_model_uri_that_names_no_file_is_refused()
    {
        Assert.False(ServerOptionsReader.Read([], name => name == "MODEL_URI" ? "s3://bucket/model" : null).Try(out _, out var fault));
        Assert.Equal("MODEL_URI: \"s3://bucket/model\" is neither a file path nor a file:// address; this server fetches nothing.", fault);
    }

    [Fact]
    public void Every_switch_can_be_an_option_or_a_variable()
    {
        (string Name, string Value)[] settings =
        [
            ("slow-start", "1.5s"), ("never-ready", "503"), ("crash-after-requests", "0"), ("crash-after", "2m"),
            ("crash-exit-code", "3"), ("crash-signal", "9"), ("log-storm", "10"), ("memory-hog", "64"), ("memory-hog-over", "10s"),
            ("slow-answers", "250ms"), ("leave-children", "2"), ("chat", "0ms"),
        ];
        var expected = new TestSwitches
        {
            SlowStart = TimeSpan.FromSeconds(1.5), NeverReady = NeverReady.Refusing, CrashAfterRequests = 0, CrashAfter = TimeSpan.FromMinutes(2),
            CrashExitCode = 3, CrashSignal = 9, LogStorm = 10, MemoryHog = 64, MemoryHogOver = TimeSpan.FromSeconds(10),
            SlowAnswers = TimeSpan.FromMilliseconds(250), LeaveChildren = 2, Chat = TimeSpan.Zero,
        };

        var byOption = Read(["--model", "a.json", .. settings.Select(setting => $"--{setting.Name}={setting.Value}")]);
        var byVariable = Read(["--model", "a.json"], [.. settings.Select(setting => (Variable(setting.Name), (string?)setting.Value))]);

        Assert.Equal(expected, byOption.Switches);
        Assert.Equal(expected, byVariable.Switches);
    }

    private static string Variable(string option) => $"MODEL_{option.Replace('-', '_').ToUpperInvariant()}";

    private static ServerOptions Read(string[] arguments, params (string Name, string? Value)[] environment)
    {
        var read = ServerOptionsReader.Read(arguments, name => Array.Find(environment, variable => variable.Name == name).Value);
        Assert.True(read.Try(out var options, out var fault), fault);
        return options;
    }
}
