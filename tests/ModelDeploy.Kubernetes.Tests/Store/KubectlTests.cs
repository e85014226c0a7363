using System.Text.Json;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Store;
using ModelDeploy.Kubernetes.Store.Wire;

namespace ModelDeploy.Kubernetes.Tests.Store;

/// <summary>Who is told to have made a change by hand, and when.</summary>
public sealed class KubectlTests
{
    private const string Created = "2026-01-01T10:00:00Z";
    private const string Patched = "2026-01-01T10:10:00Z";
    private static readonly DateTimeOffset Seen = new(2026, 1, 1, 10, 20, 0, TimeSpan.Zero);
    private static readonly PhDeploymentSpec Before = SpecOf("""{"displayName":"Model","stop":false,"env":[{"name":"A","value":"1"}]}""");

    /// <summary>The present spec, who owns which fields since when, when the revision before was made, and who is told with which time.</summary>
    public static TheoryData<string, string, string[], string?, string, string> Changes => new()
    {
        // A time from before the last change is of another change.
        { "the same fields by the same", """{"displayName":"Other","stop":false,"env":[{"name":"A","value":"1"}]}""", [$"apply {Created} displayName stop env"], Created, "apply", "10:20" },
        { "the newest time is another's", """{"displayName":"Other","stop":false,"env":[{"name":"A","value":"1"}]}""", [$"apply {Created} displayName stop env", $"patch {Patched} env"], Patched, "apply", "10:20" },
        { "a field that it had not", """{"displayName":"Model","stop":false,"env":[{"name":"A","value":"2"}]}""", [$"apply {Created} displayName stop", $"patch {Patched} env"], Created, "patch", "10:10" },
        { "most of what changed", """{"displayName":"Other","stop":true,"env":[{"name":"A","value":"1"}]}""", [$"edit {Patched} env displayName", $"apply {Created} displayName stop"], Created, "apply", "10:20" },
        { "as much of it: the newest", """{"displayName":"Other","stop":false,"env":[{"name":"A","value":"1"}]}""", [$"apply {Created} displayName", $"edit {Patched} displayName"], Created, "edit", "10:10" },
        { "a field that is gone", """{"displayName":"Model","stop":false}""", [$"apply {Created} displayName stop", $"patch {Patched} displayName"], Created, "patch", "10:10" },
        { "nothing is known of before", """{"displayName":"Other"}""", [$"apply {Created} displayName", $"patch {Patched} env"], null, "patch", "10:10" },
        { "our own fields", """{"displayName":"Other"}""", [$"{Labels.Manager} {Patched} displayName", $"apply {Created} env"], null, "apply", "10:00" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Whoever_has_what_changed_made_it(string name, string spec, string[] managers, string? before, string writer, string time)
    {
        Assert.NotEmpty(name);
        var past = before is null ? null : new PastRevision(Before, DateTimeOffset.Parse(before, System.Globalization.CultureInfo.InvariantCulture));

        var change = Kubectl.LastChangeOf(AnObject(2, spec, managers), past, Seen);

        Assert.Equal(($"kubectl ({writer})", time), (change.By.Name, $"{change.At:HH:mm}"));
    }

    [Fact]
    public void The_first_revision_is_as_old_as_the_object() =>
        Assert.Equal(DateTimeOffset.Parse(Created, System.Globalization.CultureInfo.InvariantCulture), Kubectl.LastChangeOf(AnObject(1, "{}", [$"apply {Patched} env"]), null, Seen).At);

    [Fact]
    public void Without_any_manager_it_was_somebody_when_it_was_seen()
    {
        var change = Kubectl.LastChangeOf(AnObject(2, "{}", []), new PastRevision(Before, Seen.AddDays(-1)), Seen);

        Assert.Equal((Kubectl.Somebody, Seen, ChangeAction.Updated), (change.By, change.At, change.Action));
    }

    private static PhDeployment AnObject(long revision, string spec, string[] managers) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = "model",
            Uid = "1",
            Generation = revision,
            CreationTimestamp = DateTimeOffset.Parse(Created, System.Globalization.CultureInfo.InvariantCulture),
            ManagedFields = [.. managers.Select(line => line.Split(' ', 3)).Select(parts =>
                new ManagedFields(parts[0], "Update", DateTimeOffset.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), parts[2]))],
        },
        Spec = SpecOf(spec),
    };

    private static PhDeploymentSpec SpecOf(string json) => JsonSerializer.Deserialize<PhDeploymentSpec>(json, ApiJson.Options)!;
}
