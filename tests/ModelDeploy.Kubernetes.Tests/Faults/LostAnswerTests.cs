using Microsoft.AspNetCore.Http;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Kubernetes.Tests.Faults;

/// <summary>Writes that are done and whose answer is lost: what people are told of them is true.</summary>
public sealed class LostAnswerTests : IAsyncLifetime
{
    private FaultyRoad _road = null!;
    private FaultLab _lab = null!;

    public async ValueTask InitializeAsync()
    {
        var place = await ATestNamespace.CreateAsync();
        _road = await FaultyRoad.ToAsync(place.Client.Access);
        _lab = await FaultLab.OpenAsync(place, _road.Access);
    }

    public async ValueTask DisposeAsync()
    {
        if (_lab is null)
            return;
        _road.Rule = static _ => null;
        await _lab.DisposeAsync();
        await _road.DisposeAsync();
    }

    [Fact]
    public async Task A_change_that_was_done_is_accepted_although_its_answer_was_lost()
    {
        _road.Rule = request => IsCommand(request) ? new ApiFault.Half() : null;

        var created = await _lab.CreateAsync("model", FaultLab.Model().WithEnv("TOKEN", "secret", secret: true));
        await _lab.UpdateAsync("model", FaultLab.Model(version: 2).WithEnv("TOKEN", "other", secret: true));

        await _lab.DeployedAsync("model"); // with the Secrets that hold its values
        await _lab.HistoryAsync(created.Uid, ChangeAction.Created, ChangeAction.Updated);
        Assert.IsType<CommandResult<Deployment>.Accepted>(await _lab.TryDeleteAsync("model"));
        await Eventually.TrueAsync(async () => await _lab.ReadAsync("model") is null, "it is gone");
    }

    [Fact]
    public async Task A_change_that_was_not_done_is_told_as_such_and_leaves_nothing()
    {
        _road.Rule = request => IsCommand(request) ? ApiFault.Broken : null;

        var refused = Assert.IsType<CommandResult<Deployment>.Unavailable>(await _lab.TryCreateAsync("model", FaultLab.Model().WithEnv("TOKEN", "secret", secret: true)));

        Assert.Contains("Nothing was changed", refused.Why, StringComparison.Ordinal);
        var secrets = await _lab.Place.Client.ListAsync<System.Text.Json.Nodes.JsonObject>(Kinds.Secret, _lab.Place.Name, new ModelDeploy.Kubernetes.Client.Selector($"{Labels.Purpose}=env"), default);
        Assert.Empty(secrets.Value!.Items);
    }

    [Fact]
    public async Task Where_nobody_can_tell_whether_a_change_was_done_that_is_what_is_told()
    {
        _road.Rule = request => IsCommand(request) ? new ApiFault.Half() : IsOfDeployments(request) && !FaultyRoad.IsWatch(request) ? ApiFault.Broken : null;

        var unknown = Assert.IsType<CommandResult<Deployment>.Unavailable>(await _lab.TryCreateAsync("model", FaultLab.Model()));

        Assert.Contains("Whether the change was made is not known", unknown.Why, StringComparison.Ordinal);
        _road.Rule = static _ => null;
        await _lab.HistoryAsync((await _lab.DeployedAsync("model")).Uid, ChangeAction.Created); // it was
    }

    [Fact]
    public async Task A_change_that_cannot_be_journaled_yet_is_accepted_and_journaled_later()
    {
        _road.Rule = request => request.Method == HttpMethods.Post && request.Path.Value!.EndsWith("/phdeploymentchanges", StringComparison.Ordinal) ? ApiFault.Broken : null;

        var created = await _lab.CreateAsync("model", FaultLab.Model());

        Assert.Equal(0, await _lab.WrittenAsync(created.Uid));
        Assert.Single(await _lab.HistoryOfAsync(created.Uid)); // it is told all the same
        _road.Rule = static _ => null;
        await _lab.HistoryAsync(created.Uid, ChangeAction.Created);
    }

    /// <summary>Whether it writes a deployment itself, and not its status.</summary>
    private static bool IsCommand(HttpRequest request) =>
        request.Method is "POST" or "PATCH" && IsOfDeployments(request) && !request.Path.Value!.EndsWith("/status", StringComparison.Ordinal);

    private static bool IsOfDeployments(HttpRequest request) => request.Path.Value!.Contains("/phdeployments", StringComparison.Ordinal);
}
