using System.Net.Http.Headers;
using ModelDeploy.Core.Clients;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Gateway.Clients;
using ModelDeploy.Gateway.Tests.Support;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Gateway.Tests.Clients;

public sealed class ClientUseKeeperTests : IDisposable
{
    private static readonly string Key = ClientKeyText.Create();

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"client-uses-{Guid.NewGuid():n}.json");
    private readonly ManualTime _time = new(AChange.Start);

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task When_a_client_last_called_is_known_after_a_restart_and_its_requests_are_counted_anew()
    {
        await using var model = await AModel.SayingAsync("hello");
        var iris = PrivateIris(model.Address);
        await using (var before = await StartAsync(iris))
        {
            await CallAsync(before);
            await CallAsync(before);
            await before.StopAsync();
        }

        _time.Advance(TimeSpan.FromHours(1));
        await using var after = await StartAsync(iris);
        Assert.Equal(AChange.Start, after.Counters.ClientsOf("iris")["ci"].LastUsedAt);
        Assert.Equal(0, after.Counters.ClientsOf("iris")["ci"].Requests);
        Assert.Null(after.Counters.ClientsOf("iris")["idle"].LastUsedAt);
    }

    [Fact]
    public async Task Another_deployment_of_the_same_id_remembers_nothing_and_the_file_forgets_the_old_one()
    {
        await using var model = await AModel.SayingAsync("hello");
        await using (var before = await StartAsync(PrivateIris(model.Address)))
        {
            await CallAsync(before);
            await before.StopAsync();
        }
        Assert.Single(await ClientUseFile.ReadAsync(_file, default));

        await using (var after = await StartAsync(PrivateIris(model.Address)))
        {
            await CallAsync(after);
            Assert.Equal(1, after.Counters.ClientsOf("iris")["ci"].Requests);
            await after.StopAsync();
        }
        Assert.Single(await ClientUseFile.ReadAsync(_file, default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"a\":1}")]
    [InlineData("null")]
    public async Task A_damaged_file_is_no_reason_not_to_start(string content)
    {
        await File.WriteAllTextAsync(_file, content);
        await using var model = await AModel.SayingAsync("hello");
        await using (var gateway = await StartAsync(PrivateIris(model.Address)))
        {
            await CallAsync(gateway);
            await gateway.StopAsync();
        }

        Assert.Single(await ClientUseFile.ReadAsync(_file, default));
    }

    private static Deployment PrivateIris(string address) =>
        Routed.Iris(address).WithSpec(spec => spec.PrivateFor(AClient.With("ci", Key), AClient.With("idle", ClientKeyText.Create())));

    private async Task<AGateway> StartAsync(Deployment deployment)
    {
        var gateway = (await AGateway.StartAsync(limits => limits.ClientUseFile = _file, time: _time)).Knowing(deployment);
        await Eventually.TrueAsync(() => _time.TimersWithin(TimeSpan.FromMinutes(1)) > 0, "what was kept is remembered");
        return gateway;
    }

    private static async Task CallAsync(AGateway gateway)
    {
        gateway.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        Assert.Equal("hello", await gateway.Http.GetStringAsync("/deployment/iris/v2"));
    }
}
