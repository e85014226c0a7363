using System.Text.Json.Nodes;
using ModelDeploy.Core;
using ModelDeploy.Core.Clients;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Journal;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Store.Wire;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Kubernetes.Tests.Store;

/// <summary>What others than our commands write: the real API server, as kubectl speaks to it.</summary>
public sealed class ByHandTests : IAsyncLifetime
{
    private const string Manager = "kubectl-edit";
    private static readonly DeploymentKey Spam = new(PrimeHubManifest.Id);
    private static readonly CancellationToken Stop = CancellationToken.None;

    private AClusterStore _open = null!;

    private IDeploymentStore Store => _open.Store.Deployments;

    public async ValueTask InitializeAsync() => _open = await AClusterStore.OpenAsync();

    public ValueTask DisposeAsync() => _open?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_manifest_in_primehubs_shape_is_a_deployment_made_by_kubectl_and_is_journaled_once()
    {
        await using var other = await AClusterStore.OpenAsync(_open.Place);

        await ApplyAsync();

        var seen = await SeenAsync(found => found.Generation == 1);
        Assert.Equal(("spam classifier", "phusers", "cpu-only", 2), (seen.Spec.DisplayName, seen.Spec.Group, seen.Spec.InstanceType, seen.Spec.Replicas));
        Assert.Equal([new MetadataEntry("ACCURACY", "0.98"), new MetadataEntry("LEARNING_RATE", "0.02"), new MetadataEntry("MINI_BATCH", "20")], seen.Spec.Metadata);
        Assert.Equal((ChangeAction.Created, $"kubectl ({Manager})"), (seen.Created.Action, seen.Created.By.Name));
        Assert.Empty(seen.SpecErrors);
        var entry = Assert.Single(await JournaledAsync(seen.Uid, 1));
        Assert.Equal((seen.LastChange, seen.Spec), (entry.Change, entry.Spec));
        await Eventually.TrueAsync(async () => (await other.Journal.ReadAsync(seen.Uid, null, 10, Stop)).Count == 1, "the other portal knows of it");
    }

    [Theory]
    [InlineData("""{"predictors":[{"modelImage":"localhost/model-server:2","instanceType":"cpu-only"}]}""", ChangeAction.Updated)]
    [InlineData("""{"stop":true}""", ChangeAction.Stopped)]
    [InlineData("""{"stop":true,"updateMessage":"too dear"}""", ChangeAction.Stopped)]
    public async Task An_edit_is_a_revision_that_says_who_and_what(string edit, ChangeAction action)
    {
        await ApplyAsync();
        var first = await SeenAsync(found => found.Generation == 1);
        await JournaledAsync(first.Uid, 1);

        await EditAsync(edit);

        var seen = await SeenAsync(found => found.Generation == 2);
        Assert.Equal((action, $"kubectl ({Manager})"), (seen.LastChange.Action, seen.LastChange.By.Name));
        Assert.Equal(edit.Contains("too dear", StringComparison.Ordinal) ? "too dear" : "", seen.LastChange.Message);
        Assert.Equal(first.Created, seen.Created);
        Assert.Equal([action, ChangeAction.Created], (await JournaledAsync(seen.Uid, 2)).Select(entry => entry.Change.Action));
    }

    [Fact]
    public async Task Another_value_of_the_same_fields_is_told_with_its_own_time_and_by_whom()
    {
        await ApplyAsync();
        var first = await SeenAsync(found => found.Generation == 1);
        await EditAsync("""{"description":"by another"}""", manager: "kubectl-patch");
        await SeenAsync(found => found.Generation == 2);
        await Eventually.TrueAsync(() => DateTimeOffset.UtcNow > first.Created.At.AddSeconds(2), "it is later, for a cluster that counts seconds");

        // An API server of 1.20 keeps the time of the fields, as they are the same ones.
        var before = DateTimeOffset.UtcNow;
        await ApplyAsync("localhost/model-server:2");

        var seen = await SeenAsync(found => found.Generation == 3);
        Assert.Equal($"kubectl ({Manager})", seen.LastChange.By.Name);
        Assert.True(seen.LastChange.At >= before.AddSeconds(-1), $"{seen.LastChange.At:O} is before {before:O}");
        var journaled = (await JournaledAsync(seen.Uid, 3))[0].Change;
        Assert.Equal(seen.LastChange, journaled);
        await using var other = await AClusterStore.OpenAsync(_open.Place);
        await Eventually.TrueAsync(async () => (await other.Deployments.GetAsync(Spam, Stop))!.LastChange == journaled, "whoever saw it later tells the same");
    }

    [Fact]
    public async Task An_edit_after_a_command_is_told_as_kubectls_and_the_next_command_as_the_persons()
    {
        var created = await CreateAsync(ASpec.Usual);
        await EditAsync("""{"description":"by hand"}""", created.Id);
        var edited = await SeenAsync(found => found.Generation == 2, created.Key);

        var updated = await StoredAsync(Store.UpdateSpecAsync(
            created.Key, edited.Spec with { Replicas = 3 }, AChange.Of(ChangeAction.Updated), edited.Version, Stop));

        Assert.Equal($"kubectl ({Manager})", edited.LastChange.By.Name);
        Assert.Equal((AChange.Ada, created.Created, "by hand"), (updated.LastChange.By, updated.Created, updated.Spec.Description));
        Assert.Equal([AChange.Ada.Name, $"kubectl ({Manager})", AChange.Ada.Name], (await JournaledAsync(created.Uid, 3)).Select(entry => entry.Change.By.Name));
    }

    [Fact]
    public async Task Clients_of_primehub_are_carried_and_no_hash_is_told_outside_the_spec()
    {
        var key = ClientKeyText.Create();
        var created = await CreateAsync(ASpec.Usual with { Access = AccessType.Private });
        await EditAsync("""{"endpoint":{"clients":[{"name":"ci","token":"$apr1$salt$hash"}]}}""", created.Id);
        var edited = await SeenAsync(found => found.Generation == 2, created.Key);
        Assert.Equal([AClient.With("ci")], edited.Spec.Clients);

        var updated = await StoredAsync(Store.UpdateSpecAsync(
            created.Key, edited.Spec.PrivateFor(AClient.With("app", ClientKeyText.Create()), AClient.With("ci", key)), AChange.Of(ChangeAction.KeysChanged), edited.Version, Stop));
        await JournaledAsync(created.Uid, 3);
        await StoredAsync(Store.UpdateStatusAsync(created.Key, DeploymentStatus.Initial, updated.Version, Stop));

        var stored = (await _open.Place.Client.GetAsync<JsonObject>(Kinds.PhDeployment, _open.Place.Name, created.Id, Stop)).Value!;
        Assert.Equal("$apr1$salt$hash", (string?)stored["spec"]!["endpoint"]!["clients"]![1]!["token"]);
        Assert.Equal(ClientKeyText.HashOf(key), (string?)stored["spec"]!["endpoint"]!["clients"]![1]!["keys"]![0]!["sha256"]);
        Assert.DoesNotContain(ClientKeyText.HashOf(key)!, $"{stored["status"]}");
        var changes = (await _open.Place.Client.ListAsync<PhDeploymentChange>(Kinds.PhDeploymentChange, _open.Place.Name, null, Stop)).Value!.Items;
        Assert.All(changes, change => Assert.Null(change.Spec.Snapshot.Endpoint?.Clients));
    }

    [Fact]
    public async Task A_client_that_is_named_twice_by_hand_is_told()
    {
        var created = await CreateAsync(ASpec.Usual with { Access = AccessType.Private });

        await EditAsync("""{"endpoint":{"clients":[{"name":"ci"},{"name":"ci"}]}}""", created.Id);

        var seen = await SeenAsync(found => found.Generation == 2, created.Key);
        Assert.Equal("endpoint.clients", Assert.Single(seen.SpecErrors).Field);
    }

    [Fact]
    public async Task A_delete_by_hand_is_told_and_journaled()
    {
        await ApplyAsync();
        var seen = await SeenAsync(found => found.Generation == 1);
        using var watch = await Store.WatchAsync(Stop);

        await _open.Place.Client.DeleteAsync(Kinds.PhDeployment, _open.Place.Name, Spam.Id, null, Stop);

        await foreach (var change in watch.Changes.WithCancellation(Stop))
        {
            if (change.Deployment is null)
                break;
        }
        Assert.Null(await Store.GetAsync(Spam, Stop));
        var entries = await JournaledAsync(seen.Uid, 2);
        Assert.Equal((ChangeAction.Deleted, "kubectl"), (entries[0].Change.Action, entries[0].Change.By.Name));
    }

    [Fact]
    public async Task A_delete_that_has_to_wait_is_a_deletion_under_way_and_no_revision()
    {
        await ApplyAsync();
        await HoldAsync("example.com/hold");
        await _open.Place.Client.DeleteAsync(Kinds.PhDeployment, _open.Place.Name, Spam.Id, null, Stop);

        var seen = await SeenAsync(found => found.Deletion is not null);
        Assert.Equal((1, DeploymentPhase.Stopping), (seen.Generation, seen.Phase));
        Assert.Equal([ChangeAction.Deleted, ChangeAction.Created], (await JournaledAsync(seen.Uid, 2)).Select(entry => entry.Change.Action));

        await HoldAsync();
        await Eventually.TrueAsync(async () => await Store.GetAsync(Spam, Stop) is null, "it is gone");
        Assert.Equal([ChangeAction.Deleted, ChangeAction.Created], (await JournaledAsync(seen.Uid, 2)).Select(entry => entry.Change.Action));

        async Task HoldAsync(params string[] finalizers)
        {
            var patch = new JsonObject { ["metadata"] = new JsonObject { ["finalizers"] = new JsonArray([.. finalizers.Select(name => JsonValue.Create(name))]) } };
            Assert.Null((await _open.Place.Client.MergeAsync<JsonObject>(Kinds.PhDeployment, _open.Place.Name, Spam.Id, patch, part: null, Stop, Manager)).Error);
        }
    }

    [Fact]
    public async Task A_group_that_was_changed_by_hand_stays_the_owner_and_the_field_is_named()
    {
        var created = await CreateAsync(ASpec.Usual);
        await StoredAsync(Store.UpdateStatusAsync(created.Key, new DeploymentStatus { ObservedGeneration = 1 }, created.Version, Stop));

        await EditAsync("""{"groupName":"thieves"}""", created.Id);

        var seen = await SeenAsync(found => found.Generation == 2, created.Key);
        Assert.Equal("demo", seen.Spec.Group);
        Assert.Equal("group", Assert.Single(seen.SpecErrors).Field);
    }

    [Theory]
    [InlineData("""{"displayName":""}""", "displayName")]
    [InlineData("""{"displayName":"two\nlines"}""", "displayName")]
    [InlineData("""{"groupName":null}""", "groupName")]
    [InlineData("""{"predictors":[]}""", "predictors")]
    [InlineData("""{"predictors":[{"modelImage":"a","instanceType":"b"},{"modelImage":"a","instanceType":"b"}]}""", "predictors")]
    [InlineData("""{"predictors":[{"modelImage":"a","instanceType":"b","replicas":0}]}""", "replicas")]
    [InlineData("""{"predictors":[{"modelImage":"a","instanceType":"b","port":70000}]}""", "port")]
    [InlineData("""{"predictors":[{"instanceType":"b"}]}""", "modelImage")]
    [InlineData("""{"predictors":[{"modelImage":"a","instanceType":"b","readiness":{"type":"exec"}}]}""", "type")]
    [InlineData("""{"predictors":[{"modelImage":"a","instanceType":"b","readiness":{"type":"http","path":"ready"}}]}""", "path")]
    [InlineData("""{"endpoint":{"accessType":"secret"}}""", "accessType")]
    [InlineData("""{"env":[{"name":"1+1","value":"2"}]}""", "name")]
    [InlineData("""{"env":[{"name":"A","value":"1"},{"name":"A","value":"2"}]}""", "env")]
    [InlineData("""{"envSecret":"the-admins-token"}""", "envSecret")]
    [InlineData("""{"deadline":true}""", "deadline")]
    public async Task The_schema_refuses_an_invalid_field_and_names_it(string edit, string field)
    {
        await ApplyAsync();

        var error = (await TryEditAsync(edit, Spam.Id)).Error;

        Assert.Equal(ApiReason.Invalid, error?.Reason);
        Assert.Contains(error!.Causes, cause => cause.Field.Contains(field, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"deadline":"soon"}""", "deadline")]
    [InlineData("""{"deadline":"5s"}""", "deadline")]
    [InlineData("""{"displayName":"\u200b"}""", "displayName")]
    [InlineData("""{"predictors":[{"modelImage":"UPPER:::case","instanceType":"b"}]}""", "modelImage")]
    [InlineData("""{"predictors":[{"modelImage":"a","instanceType":"b","readiness":{"type":"http"}}]}""", "readiness")]
    [InlineData("""{"predictors":[{"modelImage":"a","instanceType":"b","replicas":101}]}""", "replicas")]
    [InlineData("""{"env":[{"name":"LD_PRELOAD","value":"evil.so"}]}""", "env[0].name")]
    public async Task What_the_schema_cannot_tell_is_told_by_the_validator(string edit, string field)
    {
        await ApplyAsync();
        await EditAsync(edit);

        var seen = await SeenAsync(found => found.Generation == 2);

        Assert.Contains(seen.SpecErrors.Concat(SpecValidator.Validate(seen.Spec, new SpecLimits())), error => error.Field == field);
    }

    [Fact]
    public async Task The_status_keeps_the_newest_32_specs_without_secret_values()
    {
        var newest = await CreateAsync(ASpec.Usual.WithEnv("TOKEN", "hush-hush", secret: true));
        for (var replicas = 2; replicas <= 34; replicas++)
            newest = await StoredAsync(Store.UpdateSpecAsync(newest.Key, newest.Spec with { Replicas = replicas }, AChange.Of(ChangeAction.Updated), newest.Version, Stop));
        await StoredAsync(Store.UpdateStatusAsync(newest.Key, new DeploymentStatus { ObservedGeneration = 34, Message = "x" }, newest.Version, Stop));

        var found = (await _open.Place.Client.GetAsync<JsonObject>(Kinds.PhDeployment, _open.Place.Name, newest.Id, Stop)).Value!;

        var history = found["status"]!["history"]!.AsArray();
        Assert.Equal(Enumerable.Range(3, 32).Reverse(), history.Select(entry => entry!["revision"]!.GetValue<int>()));
        Assert.Equal("34", history[0]!["spec"]!["predictors"]![0]!["replicas"]!.ToString());
        Assert.DoesNotContain("hush-hush", found.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("http://models.example", found.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_value_lies_in_a_secret_of_its_deployment_and_survives_edits_and_a_way_back()
    {
        var created = await CreateAsync(ASpec.Usual.WithEnv("TOKEN", "hush-hush", secret: true).WithEnv("OTHER", "also", secret: true));
        Assert.True(SecretStandIn.TryRead(created.Spec.Env[0].Value, out var first));

        var changed = await StoredAsync(Store.UpdateSpecAsync(
            created.Key, created.Spec with { Env = [created.Spec.Env[0], new EnvVariable("OTHER", "new", Secret: true)] }, AChange.Of(ChangeAction.Updated), created.Version, Stop));
        var back = await StoredAsync(Store.UpdateSpecAsync(
            created.Key, (await _open.Store.Journal.FindAsync(created.Uid, 1, Stop))!.Spec, AChange.Of(ChangeAction.RolledBack), changed.Version, Stop));

        Assert.True(SecretStandIn.TryRead(changed.Spec.Env[0].Value, out var second));
        Assert.Equal(("hush-hush", "also"), (await SecretAsync(first, "TOKEN"), await SecretAsync(first, "OTHER")));
        Assert.Equal(("hush-hush", "new"), (await SecretAsync(second, "TOKEN"), await SecretAsync(second, "OTHER")));
        Assert.Equal(created.Spec, back.Spec);
        var owner = (await _open.Place.Client.GetAsync<JsonObject>(Kinds.Secret, _open.Place.Name, first, Stop)).Value!["metadata"]!["ownerReferences"]![0]!;
        Assert.Equal($"{created.Uid}", owner["uid"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_stand_in_of_another_deployment_is_a_value_like_any_other()
    {
        var victim = await CreateAsync(ASpec.Usual.WithEnv("TOKEN", "hush-hush", secret: true));
        var thief = await StoredAsync(Store.CreateAsync(
            new DeploymentKey("thief"), ASpec.Usual.WithEnv("TOKEN", victim.Spec.Env[0].Value, secret: true), AChange.Of(ChangeAction.Created), Stop));

        Assert.True(SecretStandIn.TryRead(thief.Spec.Env[0].Value, out var secret));
        Assert.Equal(victim.Spec.Env[0].Value, await SecretAsync(secret, "TOKEN"));
    }

    [Fact]
    public async Task A_pull_secret_is_known_by_its_name_and_the_group_that_may_use_it()
    {
        foreach (var (name, group) in new[] { ("for-all", null), ("for-demo", "demo") })
        {
            var secret = ATestNamespace.Named("v1", "Secret", name);
            if (group is not null)
                secret["metadata"]!["labels"] = new JsonObject { [Labels.Group] = group };
            secret["type"] = "kubernetes.io/dockerconfigjson";
            secret["stringData"] = new JsonObject { [".dockerconfigjson"] = """{"auths":{}}""" };
            Assert.Null((await _open.Place.Client.CreateAsync<JsonObject>(Kinds.Secret, _open.Place.Name, secret, Stop)).Error);
        }

        await Eventually.TrueAsync(
            async () => (await _open.Store.Catalog.ReadAsync(Stop)).PullSecrets == [new("for-all", null), new("for-demo", "demo")], "both are known");
    }

    private async Task ApplyAsync(string image = "localhost/model-server:1")
    {
        var manifest = YamlJson.Read(PrimeHubManifest.Of(image));
        Assert.Null((await _open.Place.Client.ApplyAsync<JsonObject>(Kinds.PhDeployment, _open.Place.Name, Spam.Id, manifest, Manager, Stop)).Error);
    }

    private async Task EditAsync(string spec, string? id = null, string manager = Manager) => Assert.Null((await TryEditAsync(spec, id ?? Spam.Id, manager)).Error);

    private Task<ApiResult<JsonObject>> TryEditAsync(string spec, string id, string manager = Manager) => _open.Place.Client.MergeAsync<JsonObject>(
        Kinds.PhDeployment, _open.Place.Name, $"{id}", new JsonObject { ["spec"] = JsonNode.Parse(spec) }, part: null, Stop, manager);

    private Task<Deployment> CreateAsync(DeploymentSpec spec) =>
        StoredAsync(Store.CreateAsync(new DeploymentKey("iris-model"), spec, AChange.Of(ChangeAction.Created), Stop));

    private Task<Deployment> SeenAsync(Func<Deployment, bool> condition, DeploymentKey? key = null) => Eventually.SomeAsync(async () =>
        await Store.GetAsync(key ?? Spam, Stop) is { } found && condition(found) ? found : null, "the deployment as written by hand");

    private Task<IReadOnlyList<JournalEntry>> JournaledAsync(Guid uid, int count) => Eventually.SomeAsync(async () =>
        await _open.Store.Journal.ReadAsync(uid, null, 50, Stop) is var entries && entries.Count == count ? entries : null, $"{count} entries");

    private async Task<string> SecretAsync(string name, string key)
    {
        var data = (await _open.Place.Client.GetAsync<JsonObject>(Kinds.Secret, _open.Place.Name, name, Stop)).Value!["data"]!;
        return System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(data[key]!.GetValue<string>()));
    }

    private static async Task<T> StoredAsync<T>(Task<StoreResult<T>> write) => Assert.IsType<StoreResult<T>.Stored>(await write).Value;
}
