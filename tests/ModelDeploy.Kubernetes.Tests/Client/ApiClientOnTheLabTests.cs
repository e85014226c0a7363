using System.Text.Json.Nodes;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Tests.Lab;

namespace ModelDeploy.Kubernetes.Tests.Client;

/// <summary>Reading and writing on a real API server.</summary>
public sealed class ApiClientOnTheLabTests : IAsyncLifetime
{
    private static readonly Selector Ours = new("of=the-test");
    private ATestNamespace _namespace = null!;

    private ApiClient Client => _namespace.Client;

    public async ValueTask InitializeAsync() => _namespace = await ATestNamespace.CreateAsync();

    public ValueTask DisposeAsync() => _namespace is null ? ValueTask.CompletedTask : _namespace.DisposeAsync();

    [Fact]
    public async Task More_than_a_page_is_listed_whole_and_in_order()
    {
        const int Many = 510; // a page has 500
        await Parallel.ForEachAsync(Enumerable.Range(0, Many), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, stop) =>
            Assert.Null((await Client.CreateAsync<ConfigMap>(ConfigMap.Kind, _namespace.Name, ConfigMap.Json($"c{number:0000}"), stop)).Error));

        var listed = (await Client.ListAsync<ConfigMap>(ConfigMap.Kind, _namespace.Name, Ours, default)).Value!;

        Assert.Equal(Enumerable.Range(0, Many).Select(number => $"c{number:0000}"), listed.Items.Select(item => item.Metadata.Name));
        Assert.True(ApiVersions.NumberOf(listed.Version) > 0);
    }

    [Fact]
    public async Task What_is_created_is_read_changed_and_deleted()
    {
        var created = (await CreateAsync(("a", "1"), ("b", "2"))).Value!;
        Assert.Equal(_namespace.Name, created.Metadata.Namespace);
        Assert.Equal(ApiReason.AlreadyExists, (await CreateAsync()).Error!.Reason);

        var merged = (await MergeAsync(new JsonObject { ["data"] = new JsonObject { ["b"] = null, ["c"] = "3" } })).Value!;
        Assert.Equal([("a", "1"), ("c", "3")], merged.Data!.Select(field => (field.Key, field.Value)).Order());
        Assert.True(ApiVersions.IsNewer(merged.Metadata.ResourceVersion, created.Metadata.ResourceVersion));

        Assert.Equal(ApiReason.Conflict, (await DeleteAsync(new Precondition("another-uid"))).Error!.Reason);
        Assert.Null((await DeleteAsync(new Precondition(created.Metadata.Uid))).Error);
        Assert.Equal(ApiReason.NotFound, (await DeleteAsync(null)).Error!.Reason);
        Assert.Equal(ApiReason.NotFound, (await Client.GetAsync<ConfigMap>(ConfigMap.Kind, _namespace.Name, "one", default)).Error!.Reason);
    }

    [Fact]
    public async Task A_change_of_an_older_version_is_a_conflict_and_changes_nothing()
    {
        var created = (await CreateAsync(("a", "1"))).Value!;
        Assert.Null((await MergeAsync(Change(created.Metadata.ResourceVersion, "2"))).Error);

        Assert.Equal(ApiReason.Conflict, (await MergeAsync(Change(created.Metadata.ResourceVersion, "3"))).Error!.Reason);

        Assert.Equal("2", (await Client.GetAsync<ConfigMap>(ConfigMap.Kind, _namespace.Name, "one", default)).Value!.Data!["a"]);
    }

    [Fact]
    public async Task What_is_applied_is_ours_and_what_is_no_longer_applied_goes()
    {
        Assert.Equal("1", (await ApplyAsync("first", ("a", "1"), ("b", "1"))).Value!.Data!["a"]);

        var applied = (await ApplyAsync("first", ("a", "2"))).Value!;
        Assert.Equal([("a", "2")], applied.Data!.Select(field => (field.Key, field.Value)));

        // Taken over from another manager, who is then none of this field.
        var taken = (await ApplyAsync("second", ("a", "3"))).Value!;
        Assert.Equal("3", taken.Data!["a"]);
        var stored = (await Client.GetAsync(ConfigMap.Kind.PathOf(_namespace.Name, "one"), default)).Value!;
        Assert.Equal(["second"], stored["metadata"]!["managedFields"]!.AsArray()
            .Where(fields => fields!["fieldsV1"]!.ToJsonString().Contains("\"f:a\"", StringComparison.Ordinal)).Select(fields => $"{fields!["manager"]}"));
    }

    [Fact]
    public async Task Kubectl_is_told_whose_a_field_is()
    {
        Assert.Null((await ApplyAsync(Labels.Manager, ("a", "1"))).Error);

        var (exitCode, _, complaint) = await KubectlProcess.RunAsync(
            ConfigMap.Json("one", ("a", "2")).ToJsonString(), "apply", "--server-side", "-n", _namespace.Name, "-f", "-");

        Assert.NotEqual(0, exitCode);
        Assert.Contains($"conflict with \"{Labels.Manager}\"", complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_breaks_the_schema_names_the_field()
    {
        var wrong = ConfigMap.Json("Not_A_Name");

        var error = (await Client.CreateAsync<ConfigMap>(ConfigMap.Kind, _namespace.Name, wrong, default)).Error!;

        Assert.Equal(ApiReason.Invalid, error.Reason);
        Assert.Contains(error.Causes, cause => cause.Field == "metadata.name");
    }

    [Fact]
    public async Task A_kind_that_is_not_installed_is_not_found() =>
        Assert.Equal(ApiReason.NotServed, (await Client.ListAsync<Thing>(Thing.Kind, _namespace.Name, null, default)).Error!.Reason);

    private Task<ApiResult<ConfigMap>> CreateAsync(params (string, string)[] data) =>
        Client.CreateAsync<ConfigMap>(ConfigMap.Kind, _namespace.Name, ConfigMap.Json("one", data), default);

    private Task<ApiResult<ConfigMap>> MergeAsync(JsonObject patch) =>
        Client.MergeAsync<ConfigMap>(ConfigMap.Kind, _namespace.Name, "one", patch, null, default);

    private Task<ApiResult<ConfigMap>> ApplyAsync(string manager, params (string, string)[] data) =>
        Client.ApplyAsync<ConfigMap>(ConfigMap.Kind, _namespace.Name, "one", ConfigMap.Json("one", data), manager, default);

    private Task<ApiResult<JsonObject>> DeleteAsync(Precondition? precondition) =>
        Client.DeleteAsync(ConfigMap.Kind, _namespace.Name, "one", precondition, default);

    private static JsonObject Change(string version, string value) => new()
    {
        ["metadata"] = new JsonObject { ["resourceVersion"] = version },
        ["data"] = new JsonObject { ["a"] = value },
    };
}
