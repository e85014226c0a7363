using System.Text.Json;
using System.Text.Json.Nodes;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Runtime.Children;
using ModelDeploy.Kubernetes.Runtime.Objects;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Children;

public sealed class DriftTests
{
    private const string Wanted = """{"replicas":2,"template":{"spec":{"containers":[{"name":"model","env":[{"name":"A","value":"1"}],"tty":false}]}}}""";

    [Theory]
    [InlineData("as it is", Wanted, true)]
    [InlineData("defaults", """{"replicas":2,"paused":false,"template":{"spec":{"restartPolicy":"Always","containers":[{"name":"model","env":[{"name":"A","value":"1"}],"tty":false,"stdin":false}]}}}""", true)]
    [InlineData("another number", """{"replicas":3,"template":{"spec":{"containers":[{"name":"model","env":[{"name":"A","value":"1"}],"tty":false}]}}}""", false)]
    [InlineData("another text", """{"replicas":2,"template":{"spec":{"containers":[{"name":"model","env":[{"name":"A","value":"2"}],"tty":false}]}}}""", false)]
    [InlineData("another flag", """{"replicas":2,"template":{"spec":{"containers":[{"name":"model","env":[{"name":"A","value":"1"}],"tty":true}]}}}""", false)]
    [InlineData("one more variable", """{"replicas":2,"template":{"spec":{"containers":[{"name":"model","env":[{"name":"A","value":"1"},{"name":"B"}],"tty":false}]}}}""", false)]
    [InlineData("one more container", """{"replicas":2,"template":{"spec":{"containers":[{"name":"model","env":[{"name":"A","value":"1"}],"tty":false},{"name":"x"}]}}}""", false)]
    [InlineData("something is missing", """{"replicas":2,"template":{"spec":{"containers":[{"name":"model","env":[{"name":"A","value":"1"}]}]}}}""", false)]
    [InlineData("a command of somebody's", """{"replicas":2,"template":{"spec":{"containers":[{"name":"model","env":[{"name":"A","value":"1"}],"tty":false,"command":["sh"]}]}}}""", false)]
    [InlineData("the node's network", """{"replicas":2,"template":{"spec":{"hostNetwork":true,"containers":[{"name":"model","env":[{"name":"A","value":"1"}],"tty":false}]}}}""", false)]
    [InlineData("paused", """{"replicas":2,"paused":true,"template":{"spec":{"containers":[{"name":"model","env":[{"name":"A","value":"1"}],"tty":false}]}}}""", false)]
    [InlineData("nothing at all", "{}", false)]
    public void What_we_want_must_stand_there_and_lists_hold_nothing_else(string what, string live, bool isAsWanted)
    {
        var child = Wants(Wanted);

        Assert.True(Drift.IsAsWanted(child, Live(child, live)) == isAsWanted, what);
    }

    [Theory]
    [InlineData("""[{"name":"B"},{"name":"A","value":"1"}]""", true)]
    [InlineData("""[{"name":"B"},{"name":"A","value":"2"}]""", false)]
    [InlineData("""[{"name":"B"},{"name":"B"}]""", false)]
    public void What_has_names_is_found_by_them_in_any_order(string live, bool isPart) =>
        Assert.Equal(isPart, Drift.IsPartOf(JsonNode.Parse("""[{"name":"A","value":"1"},{"name":"B"}]"""), JsonDocument.Parse(live).RootElement));

    [Fact]
    public void What_has_no_names_is_in_order()
    {
        var wanted = JsonNode.Parse("""["a","b"]""");

        Assert.True(Drift.IsPartOf(wanted, JsonDocument.Parse("""["a","b"]""").RootElement));
        Assert.False(Drift.IsPartOf(wanted, JsonDocument.Parse("""["b","a"]""").RootElement));
    }

    [Fact]
    public void Labels_annotations_and_the_owner_count_and_those_of_others_do_not()
    {
        var child = Wants(Wanted);
        var live = Live(child, Wanted);

        Assert.True(Drift.IsAsWanted(child, live with { Metadata = live.Metadata with { Labels = With(live.Metadata.Labels, "theirs"), Annotations = With(live.Metadata.Annotations, "theirs") } }));
        Assert.False(Drift.IsAsWanted(child, live with { Metadata = live.Metadata with { Labels = null } }));
        Assert.False(Drift.IsAsWanted(child, live with { Metadata = live.Metadata with { Annotations = null } }));
        Assert.False(Drift.IsAsWanted(child, live with { Metadata = live.Metadata with { OwnerReferences = null } }));
    }

    [Fact]
    public void A_field_that_is_wanted_no_more_is_missed_by_the_annotation()
    {
        var before = Live(Wants(Wanted), Wanted);

        Assert.False(Drift.IsAsWanted(Wants("""{"replicas":2}"""), before));
    }

    [Fact]
    public void The_correction_takes_away_what_somebody_added_to_pods()
    {
        var spec = Drift.Correction(Wants(Wanted))["spec"]!["template"]!["spec"]!.AsObject();

        Assert.Single(spec["containers"]!.AsArray());
        Assert.True(spec.TryGetPropertyValue("initContainers", out var none) && none is null);
    }

    private static Child Wants(string spec) => Child.Of(
        Kinds.Deployment,
        new JsonObject { ["name"] = "deploy-iris", ["labels"] = new JsonObject { ["app"] = "x" }, ["ownerReferences"] = new JsonArray(new JsonObject { ["uid"] = "u" }) },
        JsonNode.Parse(spec)!.AsObject());

    private static ChildObject Live(Child child, string spec) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = child.Name,
            Labels = new Dictionary<string, string> { ["app"] = "x" },
            Annotations = new Dictionary<string, string> { [Child.HashAnnotation] = child.Content["metadata"]!["annotations"]![Child.HashAnnotation]!.GetValue<string>() },
            OwnerReferences = [new OwnerReference("primehub.io/v1alpha1", "PhDeployment", "iris", "u", true)],
        },
        Spec = JsonDocument.Parse(spec).RootElement,
    };

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string>? texts, string more) => new(texts!) { [more] = more };
}
