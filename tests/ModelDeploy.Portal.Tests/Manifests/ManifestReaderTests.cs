using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Manifests;

namespace ModelDeploy.Portal.Tests.Manifests;

public sealed class ManifestReaderTests
{
    private const string Smallest = """
        apiVersion: primehub.io/v1alpha1
        kind: PhDeployment
        metadata:
          name: iris
        spec:
          displayName: Iris
          groupName: demo
          predictors:
            - modelImage: modeldeploy/iris:1.0
              instanceType: cpu-tiny
        """;

    [Fact]
    public void A_manifest_written_for_PrimeHub_is_read()
    {
        var reading = Read("""
            apiVersion: primehub.io/v1alpha1
            kind: PhDeployment
            metadata:
              name: spam-classifier-abcxy
              namespace: hub
            spec:
              displayName: "spam classifier"
              userId: "4d203a08-896a-4aa8-86e2-882f4d4aadec"
              userName: "phadmin"
              groupId: "ca6b032e-b8be-44d2-9646-092622d6ba15"
              groupName: "phusers"
              stop: false
              description: |
                This is my first deployment.
                This is my first deployment.
              predictors:
                - name: predictor1
                  replicas: 2
                  modelImage: sandhya1594/spam-classifier:1.0.0.1
                  instanceType: cpu-only
                  metadata:
                    LEARNING_RATE: "0.02"
                    MINI_BATCH: 20
            status:
              phase: deploying
            """);

        Assert.Empty(reading.Errors);
        Assert.Equal("spam-classifier-abcxy", reading.Manifest?.Id);
        var spec = reading.Manifest!.Spec.Normalize();
        Assert.Equal(("spam classifier", "phusers", 2, "cpu-only"), (spec.DisplayName, spec.Group, spec.Replicas, spec.InstanceType));
        Assert.Equal("This is my first deployment.\nThis is my first deployment.", spec.Description);
        Assert.Equal([new MetadataEntry("LEARNING_RATE", "0.02"), new MetadataEntry("MINI_BATCH", "20")], spec.Metadata);
    }

    [Fact]
    public void What_is_not_named_is_at_its_default()
    {
        var spec = Read(Smallest).Manifest!.Spec;

        Assert.Equal(new DeploymentSpec { Group = "demo", DisplayName = "Iris", InstanceType = "cpu-tiny", ModelImage = "modeldeploy/iris:1.0" }, spec);
    }

    [Theory]
    [InlineData("      replica: 2", 11, "predictors has no field replica; did you mean replicas?")]
    [InlineData("      Port: 2", 11, "predictors has no field Port; did you mean port?")]
    [InlineData("      replicas: many", 11, "replicas must be a whole number.")]
    [InlineData("      replicas: '2'", 11, "replicas must be a whole number.")]
    [InlineData("      replicas: [2]", 11, "replicas must be a single value.")]
    [InlineData("  stop: yes", 11, "stop must be true or false.")]
    [InlineData("  deadline: soon", 11, "deadline must be whole seconds, or a span such as 5m or 1h30m.")]
    [InlineData("  endpoint:\n    accessType: secret", 12, "accessType must be public or private.")]
    [InlineData("  env: none", 11, "env must be a list: start each of its items with a dash.")]
    [InlineData("  env:\n    - TOKEN", 12, "An item of env must hold names with values.")]
    [InlineData("  env:\n    - name: TOKEN\n      value: (unchanged)\n      secret: true", 12, "There is no value of TOKEN to keep; enter one.")]
    [InlineData("  displayName: Again", 11, "displayName is there twice.")]
    [InlineData("      metadata:\n        a:\n          b: c", 12, "The metadata a must be a single value.")]
    [InlineData("further: 1", 11, "The manifest has no field further.")]
    public void A_mistake_is_told_with_its_line(string added, int line, string message) =>
        Assert.Equal([new ManifestError(line, message)], Read($"{Smallest}\n{added}").Errors);

    [Fact]
    public void Every_mistake_comes_at_once()
    {
        var reading = Read("kind: Pod\nspec:\n  predictors: []\n  stop: maybe\n");

        Assert.Null(reading.Manifest);
        Assert.Equal(
            [
                (1, "apiVersion must be primehub.io/v1alpha1."), (1, "kind must be PhDeployment."), (3, "spec needs exactly one predictor; there are 0."),
                (4, "stop must be true or false."),
            ],
            reading.Errors.Select(error => (error.Line, error.Message)));
    }

    [Theory]
    [InlineData("", 1, "The manifest is empty.")]
    [InlineData("  \n# only a comment\n", 1, "The manifest is empty.")]
    [InlineData("just text", 1, "The manifest must start with apiVersion: primehub.io/v1alpha1.")]
    [InlineData("a: &x [1]\nb: *x", 1, "Anchors such as &x are not read; write the value out.")]
    [InlineData("a: 1\nb: *x", 2, "Aliases such as *x are not read; write the value out.")]
    [InlineData("a: !!python/object:os.system 1", 1, "Tags such as tag:yaml.org,2002:python/object:os.system are not read; leave it out.")]
    [InlineData("a: 1\n---\nb: 2", 2, "Only one document is read; a second one starts here.")]
    [InlineData("a: 1\na: 2", 2, "a is there twice.")]
    [InlineData("a: 1\nb: [\n\n", 2, "This is not valid YAML: While parsing a node, did not find expected node content.")]
    public void What_is_no_plain_document_is_refused_with_a_sentence(string text, int line, string message) =>
        Assert.Equal(new ManifestError(line, message), Assert.Single(Read(text).Errors));

    [Fact]
    public void A_bomb_of_aliases_costs_nothing()
    {
        var levels = Enumerable.Range(1, 9).Select(i => $"l{i}: &l{i} [{string.Join(',', Enumerable.Repeat($"*l{i - 1}", 9))}]");

        Assert.StartsWith("Anchors", Assert.Single(Read($"l0: &l0 [lol]\n{string.Join('\n', levels)}").Errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void Deep_nesting_is_refused(string opening)
    {
        var error = Assert.Single(Read(string.Concat(Enumerable.Repeat(opening, 10_000))).Errors);

        Assert.Matches("nested deeper|not valid YAML", error.Message);
    }

    [Fact]
    public void A_huge_text_is_refused() =>
        Assert.Equal("The manifest has 65537 characters; at most 65536 are read.", Assert.Single(Read(new string('a', 65_537)).Errors).Message);

    [Fact]
    public void No_text_at_all_makes_reading_fail_otherwise_than_with_errors()
    {
        var random = new Random(20261121);
        const string Alphabet = "ab:-?[]{}#&*!|>'\"%@`,\\ \n\t~0\u0000\u0085\u2028\ud83d\ufeff";
        for (var i = 0; i < 5_000; i++)
        {
            var text = new string(random.GetItems<char>(Alphabet, random.Next(1, 60)));
            var at = random.Next(Smallest.Length);
            foreach (var tried in new[] { text, Smallest.Insert(at, text) })
            {
                var reading = Read(tried);
                Assert.Equal(reading.Manifest is null, reading.Errors.Count > 0);
            }
        }
    }

    [Fact]
    public void Keys_of_clients_and_what_a_cluster_adds_are_read_over()
    {
        var reading = Read($"{Smallest}\n  endpoint:\n    clients:\n      - name: ada\n        token: abc\nstatus:\n  phase: Deployed");

        Assert.Empty(reading.Errors);
        Assert.Equal([new ManifestError(12, "clients is not taken over.")], reading.Notices);
    }

    [Fact]
    public void The_line_of_a_field_that_is_missing_is_that_of_what_is_around_it()
    {
        var reading = Read($"{Smallest}\n  env:\n    - name: A\n      value: b");

        Assert.Equal((10, 12, 12, 1), (reading.LineOf("instanceType"), reading.LineOf("env[0].name"), reading.LineOf("env[0].secret"), reading.LineOf("port")));
    }

    [Theory]
    [InlineData("300", 300)]
    [InlineData("90s", 90)]
    [InlineData("5m", 300)]
    [InlineData("1h30m", 5400)]
    [InlineData("\"2h\"", 7200)]
    public void A_deadline_is_seconds_or_a_span(string written, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Read($"{Smallest}\n  deadline: {written}").Manifest?.Spec.Deadline);

    private static ManifestReading Read(string text) => ManifestReader.Read(text, new HashSet<string>());
}
