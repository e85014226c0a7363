using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Tests.Browser;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit;

namespace ModelDeploy.Portal.Tests.Errands;

/// <summary>Closing an endpoint, handing out keys, renewing and taking them back, while the model goes on.</summary>
public sealed class ClientErrandTests(ChromiumBrowser browser, PortalFactory portal) : IClassFixture<PortalFactory>
{
    [Fact]
    public async Task An_endpoint_is_closed_and_opened_again_without_a_new_replica_and_keys_open_it_as_long_as_they_are_good()
    {
        var visitor = await Visitor.SignInAsync(browser, portal);
        await visitor.DeployAsync("For clients", "for-clients", "modeldeploy/iris:1.0");
        await visitor.StatusAsync("Deployed");
        var replica = Replica();
        await Assertions.Expect(visitor.Tab("Clients")).ToHaveCountAsync(0);
        await AnswersAsync(HttpStatusCode.OK, null);

        await SetAccessAsync(visitor, "Private");
        await AnswersAsync(HttpStatusCode.Unauthorized, null);
        await visitor.Tab("Clients").ClickAsync();
        await visitor.Button("Add Client").ClickAsync();
        await visitor.Field("Name").FillAsync("a b");
        await visitor.ButtonInDialog("Add Client").ClickAsync();
        await visitor.SeeAsync("A name has 1 to 63 letters");
        await visitor.Field("Name").FillAsync("ci");
        await visitor.ButtonInDialog("Add Client").ClickAsync();
        var first = await ShownKeyAsync(visitor);
        await AnswersAsync(HttpStatusCode.OK, first);
        await Assertions.Expect(visitor.Page.GetByText("Not seen")).ToHaveCountAsync(0, new() { Timeout = 60_000 });

        await visitor.Button("New key for ci").ClickAsync();
        await visitor.Field("Old keys").SelectOptionAsync("Good for one more day");
        await visitor.ButtonInDialog("New Key").ClickAsync();
        var second = await ShownKeyAsync(visitor);
        await AnswersAsync(HttpStatusCode.OK, second);
        await AnswersAsync(HttpStatusCode.OK, first);

        await visitor.Page.Locator(".client-keys li").Nth(1).GetByRole(AriaRole.Button).ClickAsync();
        await visitor.ButtonInDialog("Revoke").ClickAsync();
        await AnswersAsync(HttpStatusCode.Unauthorized, first);
        await AnswersAsync(HttpStatusCode.OK, second);

        await SetAccessAsync(visitor, "Public");
        await AnswersAsync(HttpStatusCode.OK, null);
        await SetAccessAsync(visitor, "Private");
        await AnswersAsync(HttpStatusCode.Unauthorized, second);
        await visitor.Tab("History").ClickAsync();
        await visitor.SeeAsync("Access keys changed");
        await visitor.SeeAsync("New key for client ci");
        Assert.Equal(replica, Replica());
        Assert.Empty(visitor.Complaints);
    }

    private static async Task SetAccessAsync(Visitor visitor, string access)
    {
        await visitor.Button("Update").ClickAsync();
        await visitor.Field("Access").SelectOptionAsync(access);
        await visitor.Button("Update").ClickAsync();
        await Circuits.AtAsync(visitor.Page, "/deployments/for-clients");
        await visitor.StatusAsync("Deployed");
    }

    private static async Task<string> ShownKeyAsync(Visitor visitor)
    {
        var key = await visitor.Page.Locator(".secret-once code").First.InnerTextAsync();
        Assert.Contains($"-u 'ci:{key}'", await visitor.Page.Locator(".secret-once code").Nth(1).InnerTextAsync());
        await visitor.ButtonInDialog("Done").ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText(key)).ToHaveCountAsync(0);
        return key;
    }

    private string Replica() =>
        Assert.Single(portal.Services.GetRequiredService<DeploymentFeed>().Find(Viewer.System, "for-clients")!.Status.Replicas).Name;

    private async Task AnswersAsync(HttpStatusCode status, string? key)
    {
        using var client = new HttpClient();
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"ci:{key}")));
        await Eventually.TrueAsync(async () =>
        {
            using var answer = await client.PostAsync(
                $"{portal.Address}/deployment/for-clients/api/v1.0/predictions",
                new StringContent("""{"data":{"ndarray":[[5.1,3.5,1.4,0.2]]}}""", Encoding.UTF8, "application/json"));
            return answer.StatusCode == status;
        }, $"it answers {status}");
    }
}
