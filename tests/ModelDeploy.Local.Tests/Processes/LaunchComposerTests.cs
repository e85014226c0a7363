using ModelDeploy.Core.Deployments;
using ModelDeploy.Local.Processes;
using ModelDeploy.Local.Processes.Launching;
using ModelDeploy.Supervisor.Protocol;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Local.Tests.Processes;

public sealed class LaunchComposerTests
{
    private static readonly ProcessRuntimeOptions Options = new() { DataDirectory = "/data", Secrets = ASecretCipher.Open, StopGrace = TimeSpan.FromSeconds(7), LogCapBytes = 20_000_000 };
    private static readonly LaunchPlace Place = new(Attempt: 3, Port: 20123, WorkDirectory: "/data/work", Mark: "owner-1");
    private static readonly LocalImage Image = new(
        ["python3", "{app}/serve.py", "--port={port}"], "{app}/models", new Dictionary<string, string> { ["WHERE"] = "{app}", ["LEVEL"] = "image" });

    [Fact]
    public void Placeholders_of_the_image_are_filled_in()
    {
        var app = AppContext.BaseDirectory.TrimEnd('/');
        var launch = Compose();

        Assert.Equal(["python3", $"{app}/serve.py", "--port=20123"], launch.Command);
        Assert.Equal($"{app}/models", launch.WorkingDirectory);
        Assert.Contains($"WHERE={app}", launch.Environment);
        Assert.Equal((3, 7000), (launch.Attempt, launch.StopGraceMilliseconds));
    }

    [Fact]
    public void An_image_without_a_directory_works_in_one_of_the_replicas_own() =>
        Assert.Equal("/data/work", Compose(image: Image with { WorkingDirectory = null }).WorkingDirectory);

    [Fact]
    public void The_users_variables_win_over_the_images_and_the_platforms_win_over_all()
    {
        var launch = Compose(env: [new("LEVEL", "user"), new("MODEL_URI", "s3://user"), new("PATH", "/user"), new("TEXT", "{port}")]);

        Assert.Contains("LEVEL=user", launch.Environment);
        Assert.Contains("PATH=/user", launch.Environment);
        Assert.Contains("TEXT={port}", launch.Environment);
        Assert.Contains("MODEL_URI=s3://models/iris", launch.Environment);
        Assert.Equal(launch.Environment.Length, launch.Environment.Select(entry => entry[..entry.IndexOf('=')]).Distinct().Count());
    }

    [Fact]
    public void The_platforms_variables_are_those_of_seldon()
    {
        var environment = Compose().Environment;

        Assert.Contains("MODELDEPLOY_REPLICA=owner-1", environment);
        Assert.Contains("PORT=20123", environment);
        Assert.Contains("PREDICTIVE_UNIT_SERVICE_PORT=20123", environment);
        Assert.Contains("PREDICTIVE_UNIT_ID=model", environment);
        Assert.Contains("PREDICTOR_ID=predictor1", environment);
        Assert.Contains("SELDON_DEPLOYMENT_ID=deploy-iris", environment);
        Assert.Contains("""PREDICTIVE_UNIT_PARAMETERS=[{"name":"model_uri","value":"s3://models/iris","type":"STRING"}]""", environment);
    }

    [Fact]
    public void Without_a_uri_there_are_no_variables_about_it() =>
        Assert.DoesNotContain(Compose(modelUri: null).Environment, entry => entry.Contains("MODEL_URI", StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void Only_names_on_the_list_are_inherited()
    {
        var own = new Dictionary<string, string>
        {
            ["PATH"] = "/bin", ["HOME"] = "/home/me", ["LC_TIME"] = "C", ["TZ"] = "UTC",
            ["ModelDeploy__Oidc__ClientSecret"] = "canary", ["LD_PRELOAD"] = "/canary.so", ["DOTNET_STARTUP_HOOKS"] = "/canary.dll",
        };

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["PATH"] = "/bin:/dotnet", ["HOME"] = "/home/me", ["LC_TIME"] = "C", ["TZ"] = "UTC", ["DOTNET_ROOT"] = "/dotnet",
            },
            HostEnvironment.Inherited(own, "/dotnet"));
    }

    [Fact]
    public void Secrets_are_told_beside_the_file_and_take_the_place_of_what_an_image_sets()
    {
        var template = ProcessLab.Template("test/python:1.0", "hash", new EnvVariable("LEVEL", "hush", Secret: true), new EnvVariable("OPEN", "1"));

        var launch = LaunchComposer.Compose("iris", Image, template, new Dictionary<string, string>(), Place, Options);

        Assert.Equal(["LEVEL=hush"], launch.Secrets);
        Assert.True(launch.File.SecretsFollow);
        Assert.Contains("OPEN=1", launch.File.Environment);
        Assert.DoesNotContain(launch.File.Environment, variable => variable.StartsWith("LEVEL=", StringComparison.Ordinal));
        Assert.False(Compose().SecretsFollow);
    }

    private static LaunchFile Compose(LocalImage? image = null, string? modelUri = "s3://models/iris", params EnvVariable[] env) =>
        LaunchComposer.Compose(
            "iris", image ?? Image, ProcessLab.Template("test/python:1.0", "hash", env) with { ModelUri = modelUri },
            new Dictionary<string, string> { ["PATH"] = "/bin" }, Place, Options).File;
}
