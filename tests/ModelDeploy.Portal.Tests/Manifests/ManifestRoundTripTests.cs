using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Manifests;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Manifests;

public sealed class ManifestRoundTripTests
{
    private static readonly string[] Awkward =
    [
        "", " ", "true", "No", "null", "~", "1.0", "0x1F", "1e3", "2026-11-21", "- a", "a: b", "a #b", "#a", "'", "\"", "\\", "@a", "`", "%a", "{a}", "[a]", "&a", "*a", "!a",
        "|", ">", "a\nb", "a\n\nb\n", "\na", "a\n", "a\n\n", " a\n b", "a \nb", "a\tb", "\t", "a\r\nb", "Größe 🌱", "\u202egnp.exe", "\u0001", "\u0085", "\u00a0x", "\u2028", "\ufeff",
        "\U0001f1e9\U0001f1ea", "\U000e0001", "a:b", "a: ", "key: |\n  x", "---", "...", "(unchanged)", "? a", "a\n---\nb", "a\n# b", new('x', 3_000), new('\u0001', 300),
    ];

    [Fact]
    public void Whatever_is_written_is_read_back()
    {
        for (var seed = 0; seed < 1_000; seed++)
        {
            var manifest = AManifest(new Random(seed));
            var text = ManifestWriter.Write(manifest);

            var reading = ManifestReader.Read(text, manifest.Spec.Env.Select(variable => variable.Name).ToHashSet());

            Assert.True(reading.Errors.Count == 0, $"seed {seed}: {string.Join(' ', reading.Errors)}\n{text}");
            Assert.Equal(manifest, reading.Manifest);
        }
    }

    [Fact]
    public void A_manifest_reads_like_one_that_a_person_wrote()
    {
        var spec = ASpec.Usual.WithReplicas(2).WithMetadata("ACCURACY", "0.98").WithEnv("LEVEL", "debug").WithEnv("TOKEN", "hunter2", secret: true) with
        {
            Description = "Line 1\nLine 2",
            Readiness = Readiness.Http("/ready"),
        };

        Assert.Equal(
            """
            apiVersion: primehub.io/v1alpha1
            kind: PhDeployment
            metadata:
              name: iris
            spec:
              displayName: Iris
              groupName: demo
              stop: false
              deadline: 300
              description: |-
                Line 1
                Line 2
              updateMessage: Better model
              endpoint:
                accessType: public
              predictors:
                - name: predictor1
                  replicas: 2
                  modelImage: modeldeploy/iris:1.0
                  instanceType: cpu-tiny
                  port: 9000
                  readiness:
                    type: http
                    path: /ready
                  metadata:
                    ACCURACY: "0.98"
              env:
                - name: LEVEL
                  value: debug
                - name: TOKEN
                  value: "(unchanged)"
                  secret: true

            """,
            ManifestWriter.Write(new Manifest("iris", spec, "Better model")));
    }

    private static Manifest AManifest(Random random)
    {
        var isHttp = random.Next(2) == 0;
        return new Manifest(Text(), new DeploymentSpec
        {
            Group = Text(),
            DisplayName = Text(),
            InstanceType = Text(),
            Replicas = random.Next(-1, 200),
            ModelImage = Text(),
            ImagePullSecret = Optional(),
            ModelUri = Optional(),
            Port = random.Next(70_000),
            Readiness = isHttp ? Readiness.Http(Text()) : Readiness.Tcp,
            Env = Names().Select((name, i) => i % 2 == 0 ? new EnvVariable(name, Text()) : new EnvVariable(name, "", Secret: true)).ToEquatableList(),
            Metadata = Names().Select(name => new MetadataEntry(name, Text())).ToEquatableList(),
            Description = Text(),
            Access = (AccessType)random.Next(2),
            Deadline = TimeSpan.FromSeconds(random.Next(10_000)),
            Stop = random.Next(2) == 0,
        }, Text());

        string Text() => string.Concat(random.GetItems(Awkward, random.Next(1, 4)));

        // Nothing at all and an empty text are the same wish.
        string? Optional() => Text() is { Length: > 0 } text ? text : null;

        string[] Names() => [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.GetItems(Awkward, 1)[0]).Distinct()];
    }
}
