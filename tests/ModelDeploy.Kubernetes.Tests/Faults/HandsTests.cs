using System.Text.Json.Nodes;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Kubernetes.Tests.Faults;

/// <summary>Somebody at <c>kubectl</c> who deletes and edits what the portal made, and what it is made from.</summary>
public sealed class HandsTests
{
    private const int Seed = 4711;
    private const string Hand = "kubectl-edit";
    private static readonly CancellationToken Stop = CancellationToken.None;

    [Fact]
    public async Task Children_and_pods_that_are_deleted_and_edited_again_and_again_come_back_as_they_were()
    {
        await using var lab = await FaultLab.OpenAsync(await ATestNamespace.CreateAsync());
        await lab.CreateAsync("model", FaultLab.Model(replicas: 2));
        var before = await lab.DeployedAsync("model");
        var random = new Random(Seed);
        Func<FaultLab, Task>[] deletes =
        [
            now => DeletePodAsync(now, random),
            now => now.Place.Client.DeleteAsync(Kinds.Deployment, now.Place.Name, "deploy-model", null, Stop),
            now => now.Place.Client.DeleteAsync(Kinds.Service, now.Place.Name, "deploy-model", null, Stop),
            DeleteReplicaSetAsync,
        ];
        Func<FaultLab, Task>[] edits =
        [
            now => EditAsync(now, Kinds.Deployment, """{"spec":{"replicas":5}}"""),
            now => EditAsync(now, Kinds.Deployment, """{"spec":{"replicas":0}}"""),
            now => EditAsync(now, Kinds.Deployment, """{"spec":{"template":{"spec":{"containers":[{"name":"model","image":"localhost/model-server:2"}]}}}}"""),
            now => EditAsync(now, Kinds.Deployment, """{"spec":{"paused":true},"metadata":{"labels":{"app":"mine"}}}"""),
            now => EditAsync(now, Kinds.Service, """{"spec":{"selector":{"app":"mine"}}}"""),
            now => EditAsync(now, Kinds.Service, """{"metadata":{"ownerReferences":null}}"""),
        ];

        await DoAsync(lab, [.. deletes, .. edits], random);
        await lab.DeployedAsync("model");
        await DoAsync(lab, edits, random); // nothing is made anew after these

        await Eventually.TrueAsync(() => IsAsItWasAsync(lab, before), $"everything to be as it was; the seed is {Seed}");
        var after = await lab.DeployedAsync("model");
        Assert.Equal((before.Uid, before.Generation, before.Status.Grant), (after.Uid, after.Generation, after.Status.Grant));
        await lab.HistoryAsync(after.Uid, ChangeAction.Created);
    }

    [Fact]
    public async Task Of_the_portal_and_kubectl_editing_at_once_neither_is_lost_and_the_portal_never_overwrites_unseen()
    {
        await using var lab = await FaultLab.OpenAsync(await ATestNamespace.CreateAsync());
        await lab.CreateAsync("model", FaultLab.Model());
        var model = await lab.DeployedAsync("model");
        var (changed, told) = (0, 0);
        const int Rounds = 12;

        for (var round = 1; round <= Rounds; round++)
        {
            var current = (await lab.ReadAsync("model"))!;
            var byPortal = lab.TryUpdateAsync("model", current.Spec with { DisplayName = $"portal {round}" }, $"portal {round}", basedOn: current.Generation);
            var byHand = Patched(lab, "model", $$"""{"spec":{"description":"kubectl {{round}}","updateMessage":"kubectl {{round}}"} }""");
            await Task.WhenAll(byPortal, byHand);
            Assert.Null((await byHand).Error);
            if (await byPortal is CommandResult<Deployment>.Accepted)
                changed++;
            else
                told += Assert.IsType<CommandResult<Deployment>.Conflict>(await byPortal) is { Why.Length: > 0 } ? 1 : 0;
            // Both are read, and one that came after the other has not taken it back.
            var seen = await lab.SeenAsync("model", now => now.Spec.Description == $"kubectl {round}", "shows what kubectl wrote");
            Assert.Equal(await byPortal is CommandResult<Deployment>.Accepted ? $"portal {round}" : current.Spec.DisplayName, seen.Spec.DisplayName);
        }

        var last = await lab.DeployedAsync("model");
        Assert.Equal((Rounds, 1 + changed + Rounds), (changed + told, last.Generation));
        await Eventually.TrueAsync(async () => await lab.WrittenAsync(model.Uid) == last.Generation, "every revision is written down");
        var messages = (await lab.HistoryOfAsync(model.Uid)).Select(entry => entry.Change.Message).Order().ToList();
        Assert.Equal(Rounds, messages.Count(message => message.StartsWith("kubectl", StringComparison.Ordinal)));
        Assert.Equal(messages.Distinct(), messages);
        lab.Witness.SawOnce("model", 1); // names and descriptions are no reason to start anything
    }

    private static async Task DoAsync(FaultLab lab, Func<FaultLab, Task>[] deeds, Random random)
    {
        random.Shuffle(deeds);
        foreach (var deed in deeds)
        {
            await deed(lab);
            await Task.Delay(random.Next(400)); // some meet what the one before has begun
        }
    }

    private static async Task<bool> IsAsItWasAsync(FaultLab lab, Deployment before)
    {
        var now = await lab.ReadAsync("model");
        var deployment = (await lab.Place.Client.GetAsync<JsonObject>(Kinds.Deployment, lab.Place.Name, "deploy-model", Stop)).Value;
        var service = (await lab.Place.Client.GetAsync<JsonObject>(Kinds.Service, lab.Place.Name, "deploy-model", Stop)).Value;
        var pods = lab.Witness.PodsOf("model");
        return now is { Phase: DeploymentPhase.Deployed, Status.Available: 2 }
            && deployment?["metadata"]!["deletionTimestamp"] is null
            && deployment?["spec"]!["replicas"]!.GetValue<int>() == 2
            && deployment["spec"]!["paused"] is null
            && deployment["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]!.GetValue<string>() == before.Spec.ModelImage
            && service?["spec"]!["selector"]!["app"]!.GetValue<string>() == Labels.AppOfDeployments
            && service["metadata"]!["labels"]?[Labels.Deployment] is not null
            && service["metadata"]!["ownerReferences"] is not null
            && pods.Count == 2
            && pods.All(pod => pod.Image == before.Spec.ModelImage && pod.Metadata.OwnerReferences?.Count > 0);
    }

    private static async Task DeletePodAsync(FaultLab lab, Random random)
    {
        if (lab.Witness.PodsOf("model") is { Count: > 0 } pods)
            await lab.Place.Client.DeleteAsync(Kinds.Pod, lab.Place.Name, pods[random.Next(pods.Count)].Metadata.Name, null, Stop);
    }

    private static async Task DeleteReplicaSetAsync(FaultLab lab)
    {
        foreach (var set in lab.Witness.Ever(Kinds.ReplicaSet, "model"))
            await lab.Place.Client.DeleteAsync(Kinds.ReplicaSet, lab.Place.Name, set.Name, null, Stop);
    }

    /// <summary>What is not there just then cannot be edited.</summary>
    private static Task EditAsync(FaultLab lab, ApiKind kind, string patch) =>
        lab.Place.Client.MergeAsync<JsonObject>(kind, lab.Place.Name, "deploy-model", JsonNode.Parse(patch)!.AsObject(), null, Stop, Hand);

    private static Task<ApiResult<JsonObject>> Patched(FaultLab lab, string id, string patch) =>
        lab.Place.Client.MergeAsync<JsonObject>(Kinds.PhDeployment, lab.Place.Name, id, JsonNode.Parse(patch)!.AsObject(), null, Stop, Hand);
}
