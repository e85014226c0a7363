using ModelDeploy.Core.Clients;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Tests.Deployments;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Core.Tests.Clients;

public sealed class ClientKeyCommandsTests : DeploymentCommandsStory
{
    private readonly ClientKeyCommands _keys;

    public ClientKeyCommandsTests() => _keys = new ClientKeyCommands(Commands, Clock);

    [Fact]
    public async Task A_client_gets_a_key_of_which_only_the_hash_is_kept()
    {
        await PrivateAsync();

        var made = await AddAsync("  ci ", days: 7);

        var client = Assert.Single(await ClientsAsync());
        var key = Assert.Single(client.Keys);
        Assert.Equal(("ci", ClientKeyText.HashOf(made.Text), AChange.Start, AChange.Start.AddDays(7)), (client.Name, key.Hash, key.CreatedAt, key.ExpiresAt));
        Assert.DoesNotContain(made.Text, System.Text.Json.JsonSerializer.Serialize(await Store.ListAsync(default), SpecJson.Options));
    }

    [Fact]
    public async Task Every_change_of_keys_is_a_revision_of_which_the_journal_keeps_no_client()
    {
        await PrivateAsync();
        await AddAsync("ci");
        await RotateAsync("ci", TimeSpan.FromDays(1));
        await AcceptedAsync(_keys.RevokeKeyAsync(Ada, "iris", "ci", (await ClientsAsync())[0].Keys[1].Id, default));
        await AcceptedAsync(_keys.RemoveAsync(Ada, "iris", "ci", default));

        var deployment = (await Store.GetAsync(new("iris"), default))!;
        var entries = await Store.Journal.ReadAsync(deployment.Uid, null, 10, default);
        Assert.Equal(
            ["Client ci removed", "Key of client ci revoked", "New key for client ci", "Client ci added"],
            entries.Where(entry => entry.Change.Action is ChangeAction.KeysChanged).Select(entry => entry.Change.Message));
        Assert.Equal(5, deployment.Generation);
        Assert.All(entries, entry => Assert.Empty(entry.Spec.Clients));
        Assert.Empty((await Store.Journal.FindAsync(deployment.Uid, 3, default))!.Spec.Clients);
    }

    [Fact]
    public async Task Rotated_keys_stay_good_for_the_overlap_and_not_longer_than_they_were()
    {
        await PrivateAsync();
        await AddAsync("ci", days: 2);

        await RotateAsync("ci", TimeSpan.FromDays(1));
        Assert.Equal([null, AChange.Start.AddDays(1)], await EndsAsync());
        await RotateAsync("ci", TimeSpan.FromDays(5));
        Assert.Equal([null, AChange.Start.AddDays(5), AChange.Start.AddDays(1)], await EndsAsync());

        Clock.Advance(TimeSpan.FromDays(1));
        await RotateAsync("ci", TimeSpan.FromDays(30));
        Assert.Equal([null, AChange.Start.AddDays(31), AChange.Start.AddDays(5)], await EndsAsync());
        await RotateAsync("ci", TimeSpan.Zero);
        Assert.Equal([null], await EndsAsync());
    }

    [Fact]
    public async Task However_often_keys_are_rotated_few_are_kept()
    {
        await PrivateAsync();
        await AddAsync("ci");
        for (var i = 0; i < 6; i++)
            await RotateAsync("ci", TimeSpan.FromDays(1));

        Assert.Equal(ClientRules.MostKeys, (await EndsAsync()).Count);
    }

    [Fact]
    public async Task An_update_a_stop_and_a_roll_back_keep_the_clients_that_there_are()
    {
        await PrivateAsync();
        await AddAsync("ci");
        var before = await ClientsAsync();

        await AcceptAsync(Commands.UpdateAsync(Ada, "iris", Private with { DisplayName = "Other" }, "", null, default));
        await AcceptAsync(Commands.StopAsync(Ada, "iris", default));
        await AcceptAsync(Commands.RollBackAsync(Ada, "iris", 1, "why", default));

        Assert.Equal(before, await ClientsAsync());
    }

    [Fact]
    public async Task Nobody_smuggles_clients_in_by_a_spec()
    {
        var smuggled = ASpec.Usual.PrivateFor(AClient.With("evil", ClientKeyText.Create()));

        await AcceptAsync(Commands.CreateAsync(Ada, "iris", smuggled, default));
        Assert.Empty(await ClientsAsync());
        await AcceptAsync(Commands.UpdateAsync(Ada, "iris", smuggled with { DisplayName = "Other" }, "", null, default));
        Assert.Empty(await ClientsAsync());
    }

    [Fact]
    public async Task What_was_public_for_a_while_does_not_know_its_old_keys()
    {
        await PrivateAsync();
        await AddAsync("ci");

        await AcceptAsync(Commands.UpdateAsync(Ada, "iris", ASpec.Usual, "", null, default));
        Assert.Empty(await ClientsAsync());
        await AcceptAsync(Commands.RollBackAsync(Ada, "iris", 2, "private again", default));
        Assert.Empty(await ClientsAsync());
        Assert.Equal(AccessType.Private, (await Store.GetAsync(new("iris"), default))!.Spec.Access);
    }

    [Fact]
    public async Task Keys_are_taken_back_also_when_nothing_else_could_be_changed()
    {
        await PrivateAsync();
        await AddAsync("ci");
        var group = (await Catalog.ReadAsync(default)).Group(ASpec.Usual.Group)!;
        await Catalog.SaveGroupAsync(group with { ModelDeploymentEnabled = false }, default);

        await AcceptedAsync(_keys.RemoveAsync(Ada, "iris", "ci", default));

        Assert.Empty(await ClientsAsync());
    }

    [Fact]
    public async Task What_cannot_be_is_said()
    {
        await AcceptAsync(Commands.CreateAsync(Ada, "open", ASpec.Usual, default));
        Assert.IsType<CommandResult<NewClientKey>.Conflict>(await _keys.AddAsync(Ada, "open", "ci", null, default));
        await PrivateAsync();
        await AddAsync("ci");

        Assert.Equal("name", await FieldAsync(_keys.AddAsync(Ada, "iris", "ci", null, default)));
        Assert.Equal("name,days", await FieldAsync(_keys.AddAsync(Ada, "iris", "c:i", 0, default)));
        Assert.Equal("overlap", await FieldAsync(_keys.RotateAsync(Ada, "iris", "ci", TimeSpan.FromDays(-1), null, default)));
        Assert.IsType<CommandResult<NewClientKey>.NotFound>(await _keys.RotateAsync(Ada, "iris", "nobody", TimeSpan.Zero, null, default));
        Assert.IsType<CommandResult<Deployment>.NotFound>(await _keys.RemoveAsync(Ada, "iris", "nobody", default));
        Assert.IsType<CommandResult<Deployment>.NotFound>(await _keys.RevokeKeyAsync(Ada, "iris", "ci", "nothing", default));
        Assert.IsType<CommandResult<NewClientKey>.NotFound>(await _keys.AddAsync(Stranger, "iris", "ci2", null, default));
        Assert.IsType<CommandResult<NewClientKey>.NotFound>(await _keys.RotateAsync(Stranger, "iris", "ci", TimeSpan.Zero, null, default));
        Assert.IsType<CommandResult<Deployment>.NotFound>(await _keys.RemoveAsync(Stranger, "iris", "ci", default));
        Assert.IsType<CommandResult<Deployment>.NotFound>(await _keys.RevokeKeyAsync(Stranger, "iris", "ci", (await ClientsAsync())[0].Keys[0].Id, default));
        Assert.Single(Assert.Single(await ClientsAsync()).Keys);
    }

    [Fact]
    public async Task There_are_only_so_many_clients()
    {
        await PrivateAsync();
        for (var i = 0; i < ClientRules.MostClients; i++)
            await AddAsync($"c{i}");

        Assert.Equal("name", await FieldAsync(_keys.AddAsync(Ada, "iris", "one-more", null, default)));
    }

    private static DeploymentSpec Private { get; } = ASpec.Usual with { Access = AccessType.Private };

    private Task PrivateAsync() => AcceptAsync(Commands.CreateAsync(Ada, "iris", Private, default));

    private async Task<NewClientKey> AddAsync(string name, int? days = null) =>
        await AcceptedAsync(_keys.AddAsync(Ada, "iris", name, days, default));

    private async Task<NewClientKey> RotateAsync(string name, TimeSpan overlap) =>
        await AcceptedAsync(_keys.RotateAsync(Ada, "iris", name, overlap, null, default));

    private async Task<EquatableList<EndpointClient>> ClientsAsync() => (await Store.GetAsync(new("iris"), default))!.Spec.Clients;

    private async Task<IReadOnlyList<DateTimeOffset?>> EndsAsync() => [.. Assert.Single(await ClientsAsync()).Keys.Select(key => key.ExpiresAt)];

    private static async Task<T> AcceptedAsync<T>(Task<CommandResult<T>> command) => Assert.IsType<CommandResult<T>.Accepted>(await command).Value;

    private static async Task<string> FieldAsync(Task<CommandResult<NewClientKey>> command) =>
        string.Join(',', Assert.IsType<CommandResult<NewClientKey>.Invalid>(await command).Errors.Select(error => error.Field));
}
