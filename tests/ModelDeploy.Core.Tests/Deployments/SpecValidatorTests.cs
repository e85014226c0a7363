using ModelDeploy.Core.Deployments;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Core.Tests.Deployments;

public sealed class SpecValidatorTests
{
    public static TheoryData<string, DeploymentSpec, string> Broken() => new()
    {
        { "displayName", ASpec.Usual with { DisplayName = "" }, "Enter a deployment name" },
        { "displayName", ASpec.Usual with { DisplayName = new string('x', 65) }, "64 characters" },
        { "displayName", ASpec.Usual with { DisplayName = "red \u001b[31m" }, "control characters" },
        { "displayName", ASpec.Usual with { DisplayName = "\u200b\u200b" }, "visible" },
        { "displayName", ASpec.Usual with { DisplayName = "a\ud83d" }, "half of a character" },
        { "description", ASpec.Usual with { Description = "\udc00b" }, "half of a character" },
        { "modelUri", ASpec.Usual with { ModelUri = "s3://\ud83d" }, "half of a character" },
        { "metadata[0].name", ASpec.Usual.WithMetadata("\ud83d", "x"), "half of a character" },
        { "metadata[0].value", ASpec.Usual.WithMetadata("n", "\ud83d"), "half of a character" },
        { "env[0].value", ASpec.Usual.WithEnv("A", "\ud83d\ud83d"), "half of a character" },
        { "access", ASpec.Usual with { Access = (AccessType)7 }, "public or private" },
        { "readiness", ASpec.Usual with { Readiness = new Readiness((ReadinessKind)7, "/") }, "tcp or http" },
        { "group", ASpec.Usual with { Group = "" }, "Choose a group" },
        { "instanceType", ASpec.Usual with { InstanceType = "" }, "Choose an instance type" },
        { "replicas", ASpec.Usual with { Replicas = 0 }, "between 1 and 100" },
        { "replicas", ASpec.Usual with { Replicas = 101 }, "between 1 and 100" },
        { "modelImage", ASpec.Usual with { ModelImage = "" }, "Enter a model image" },
        { "modelImage", ASpec.Usual with { ModelImage = "Not An Image" }, "not a valid image reference" },
        { "modelUri", ASpec.Usual with { ModelUri = "s3://a b" }, "spaces" },
        { "modelUri", ASpec.Usual with { ModelUri = new string('u', 2049) }, "2048" },
        { "port", ASpec.Usual with { Port = 0 }, "between 1 and 65535" },
        { "port", ASpec.Usual with { Port = 65536 }, "between 1 and 65535" },
        { "readiness", ASpec.Usual with { Readiness = new Readiness(ReadinessKind.Http, null) }, "Enter the path" },
        { "readiness", ASpec.Usual with { Readiness = Readiness.Http("ready") }, "starts with /" },
        { "readiness", ASpec.Usual with { Readiness = Readiness.Http("/a b") }, "no spaces" },
        { "description", ASpec.Usual with { Description = new string('x', 2001) }, "2000 characters" },
        { "deadline", ASpec.Usual with { Deadline = TimeSpan.FromSeconds(9) }, "10 seconds" },
        { "deadline", ASpec.Usual with { Deadline = TimeSpan.FromHours(2) + TimeSpan.FromSeconds(1) }, "2 hours" },
        { "metadata[0].name", ASpec.Usual.WithMetadata("", "x"), "Enter a name" },
        { "metadata[0].name", ASpec.Usual.WithMetadata(new string('n', 64), "x"), "63" },
        { "metadata[0].value", ASpec.Usual.WithMetadata("n", new string('v', 1025)), "1024" },
        { "metadata[1].name", ASpec.Usual.WithMetadata("n", "1").WithMetadata("n", "2"), "twice" },
        { "metadata", Many(65, (spec, i) => spec.WithMetadata($"n{i}", "")), "At most 64" },
        { "env[0].name", ASpec.Usual.WithEnv("", "x"), "Enter a name" },
        { "env[0].name", ASpec.Usual.WithEnv("1ST", "x"), "does not start with a digit" },
        { "env[0].name", ASpec.Usual.WithEnv("A=B", "x"), "letters, digits" },
        { "env[0].name", ASpec.Usual.WithEnv(".", "x"), "more than a dot" },
        { "env[0].name", ASpec.Usual.WithEnv("..", "x"), "two dots" },
        { "env[0].name", ASpec.Usual.WithEnv("..a", "x"), "two dots" },
        { "env[1].name", ASpec.Usual.WithEnv("A", "1").WithEnv("A", "2"), "twice" },
        { "env[0].value", ASpec.Usual.WithEnv("A", new string('v', 4097)), "4096 bytes" },
        { "env[0].value", ASpec.Usual.WithEnv("A", "a\0b"), "NUL" },
        { "env", Many(101, (spec, i) => spec.WithEnv($"A{i}", "")), "At most 100" },
        { "spec", Many(9, (spec, i) => spec.WithEnv($"A{i}", new string('v', 4096))), "32768 bytes" },
    };

    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public void Each_field_is_refused_with_its_own_message(string field, DeploymentSpec spec, string message)
    {
        var error = Assert.Single(Validate(spec));

        Assert.Equal(field, error.Field);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PORT")]
    [InlineData("SELDON_DEPLOYMENT_ID")]
    [InlineData("PREDICTIVE_UNIT_ID")]
    [InlineData("LD_PRELOAD")]
    [InlineData("DYLD_INSERT_LIBRARIES")]
    [InlineData("PYTHONPATH")]
    [InlineData("PYTHONSTARTUP")]
    [InlineData("NODE_OPTIONS")]
    [InlineData("DOTNET_STARTUP_HOOKS")]
    [InlineData("CORECLR_PROFILER")]
    [InlineData("COR_ENABLE_PROFILING")]
    public void Names_of_the_platform_and_of_loaders_are_refused(string name)
    {
        Assert.Equal("env[0].name", Assert.Single(Validate(ASpec.Usual.WithEnv(name, "x"))).Field);
    }

    [Theory]
    [InlineData("MODEL_NAME")]
    [InlineData("CORPUS")]
    [InlineData("PORTAL")]
    [InlineData("my.setting-1")]
    public void Other_names_are_accepted(string name)
    {
        Assert.Empty(Validate(ASpec.Usual.WithEnv(name, "x")));
    }

    [Fact]
    public void Every_error_comes_at_once()
    {
        var spec = ASpec.Usual with { DisplayName = "", Replicas = 0, Port = 0, ModelImage = "?" };

        Assert.Equal(["displayName", "replicas", "modelImage", "port"], Validate(spec).Select(error => error.Field));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("מודל")]
    [InlineData("a\u202Eb")]
    [InlineData("👩‍🔬 model")]
    public void Names_in_any_script_are_accepted(string name)
    {
        Assert.Empty(Validate(ASpec.Usual with { DisplayName = name }));
    }

    [Fact]
    public void The_extremes_that_are_allowed_are_allowed()
    {
        Assert.Empty(Validate(ASpec.Usual with
        {
            DisplayName = string.Concat(Enumerable.Repeat("😀", 64)),
            Replicas = 100,
            Port = 65535,
            Description = new string('x', 2000),
            Deadline = TimeSpan.FromHours(2),
            Readiness = Readiness.Http("/v2/health/ready?x=1"),
        }));
    }

    [Fact]
    public void The_operator_sets_the_most_replicas()
    {
        Assert.Single(SpecValidator.Validate(ASpec.Usual.WithReplicas(4), new SpecLimits(MaxReplicas: 3)));
    }

    private static IReadOnlyList<FieldError> Validate(DeploymentSpec spec) => SpecValidator.Validate(spec, new SpecLimits());

    private static DeploymentSpec Many(int count, Func<DeploymentSpec, int, DeploymentSpec> add) =>
        Enumerable.Range(0, count).Aggregate(ASpec.Usual, add);
}
