using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using ModelDeploy.Core.Deployments;
using ModelDeploy.TestKit.Fuzzing;

namespace ModelDeploy.Core.Tests.Fuzzing;

/// <summary>Whatever somebody wishes: it is taken as it is everywhere, or told which field is wrong.</summary>
public sealed partial class SpecFuzzTests
{
    private static readonly SpecLimits Limits = new();

    private static readonly string[] Fields =
        ["displayName", "group", "instanceType", "replicas", "modelImage", "modelUri", "port", "readiness", "description", "access", "deadline", "metadata", "env", "spec"];

    [Fact]
    public void What_is_refused_names_a_field_that_is_there() => Fuzz.HoldsForSome(
        AnySpec.Any, 0.2,
        spec =>
        {
            var errors = SpecValidator.Validate(spec, Limits);
            foreach (var error in errors)
            {
                Assert.NotEmpty(error.Message);
                var entry = Entry().Match(error.Field);
                if (entry.Success)
                    Assert.InRange(int.Parse(entry.Groups["at"].Value), 0, (entry.Groups["list"].Value == "env" ? spec.Env.Count : spec.Metadata.Count) - 1);
                else
                    Assert.Contains(error.Field, Fields);
            }
            return errors.Count > 0;
        },
        AnySpec.Print);

    [Fact]
    public void What_is_accepted_is_read_from_JSON_as_it_was_written() => Accepted(spec =>
        Assert.Equal(spec, JsonSerializer.Deserialize<DeploymentSpec>(JsonSerializer.Serialize(spec, SpecJson.Options), SpecJson.Options)));

    [Fact]
    public void What_is_accepted_is_in_its_one_form() => Accepted(spec => Assert.Equal(spec, spec.Normalize()));

    [Fact]
    public void What_is_accepted_keeps_the_limits_told_a_second_time() => Accepted(spec =>
    {
        Assert.InRange(spec.Replicas, 1, 100);
        Assert.InRange(spec.Port, 1, 65535);
        Assert.InRange(spec.Deadline.TotalSeconds, 10, 7200);
        Assert.InRange(spec.DisplayName.EnumerateRunes().Count(), 1, 64);
        Assert.DoesNotMatch(@"[\p{Cc}\p{Zl}\p{Zp}]", spec.DisplayName);
        Assert.Equal(spec.Metadata.Count, spec.Metadata.DistinctBy(entry => entry.Name).Count());
        Assert.Equal(spec.Env.Count, spec.Env.DistinctBy(variable => variable.Name).Count());
        Assert.True(JsonSerializer.SerializeToUtf8Bytes(spec, SpecJson.Options).Length <= SpecLimits.MaxSpecBytes);
    });

    /// <summary>What the API server holds names of variables to: its own pattern, and no way up a folder.</summary>
    [Fact]
    public void The_variables_of_what_is_accepted_have_names_that_a_cluster_takes() => Accepted(spec => Assert.All(spec.Env, variable =>
    {
        Assert.Matches(@"\A[-._a-zA-Z][-._a-zA-Z0-9]*\z", variable.Name);
        Assert.False(variable.Name is "." || variable.Name.StartsWith("..", StringComparison.Ordinal), variable.Name);
        Assert.DoesNotMatch("(?i)^(PORT|PYTHONPATH|PYTHONSTARTUP|NODE_OPTIONS)$|^(SELDON_|PREDICTIVE_|LD_|DYLD_|DOTNET_|COR[A-Z]*_)", variable.Name);
    }));

    [Fact]
    public void An_id_that_is_accepted_names_every_child_in_a_cluster() => Fuzz.HoldsForSome(
        Gen.Frequency((3, Gen.String[Gen.Char["abz019-"], 0, 70]), (1, Mutated.Of("iris-a1b2c")), (1, HostileText.Any)), 0.1,
        id =>
        {
            if (DeploymentIds.WhyInvalid(id) is not null)
                return false;
            Assert.Matches(@"\A[a-z]([-a-z0-9]{0,61}[a-z0-9])?\z", $"deploy-{id}");
            Assert.Matches(@"\A[a-z]([-a-z0-9]{0,61}[a-z0-9])?\z", id);
            return true;
        });

    [Fact]
    public void Whatever_the_name_the_id_that_is_proposed_is_accepted() =>
        Fuzz.Holds(HostileText.Any, name => Assert.Null(DeploymentIds.WhyInvalid(DeploymentIds.Propose(name, DeploymentIds.NewSuffix()))));

    private static void Accepted(Action<DeploymentSpec> property) => Fuzz.HoldsForSome(
        AnySpec.Any, 0.1,
        spec =>
        {
            if (SpecValidator.Validate(spec, Limits).Count > 0)
                return false;
            property(spec);
            return true;
        },
        AnySpec.Print);

    [GeneratedRegex(@"\A(?<list>metadata|env)\[(?<at>[0-9]+)\]\.(?:name|value)\z")]
    private static partial Regex Entry();
}
