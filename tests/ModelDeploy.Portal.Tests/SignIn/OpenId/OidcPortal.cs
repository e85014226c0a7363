using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Tests.Startup;

namespace ModelDeploy.Portal.Tests.SignIn.OpenId;

/// <summary>A portal whose people sign in at a provider that tests can make lie.</summary>
internal sealed class OidcPortal : IAsyncDisposable
{
    private OidcPortal(TestProvider provider, PortalFactory portal) => (Provider, Portal) = (provider, portal);

    public TestProvider Provider { get; }

    public PortalFactory Portal { get; }

    public static async Task<OidcPortal> StartAsync()
    {
        var provider = await TestProvider.StartAsync();
        var portal = new PortalFactory
        {
            Settings = new Dictionary<string, string>
            {
                ["ModelDeploy:Oidc:Authority"] = provider.Issuer,
                ["ModelDeploy:Oidc:ClientId"] = "portal",
                ["ModelDeploy:Oidc:ClientSecret"] = TestProvider.ClientSecret,
                ["ModelDeploy:Oidc:AdminGroup"] = "admins",
            },
        };
        await portal.InitializeAsync();
        return new OidcPortal(provider, portal);
    }

    /// <summary>Signs in as a browser would, and returns where that leads.</summary>
    public async Task<string> SignInAsync(HttpClient visitor, string returnUrl = "")
    {
        using var begun = await visitor.GetAsync($"/sign-in/provider?returnUrl={Uri.EscapeDataString(returnUrl)}");
        using var answered = await visitor.GetAsync(begun.Headers.Location);
        using var led = await visitor.GetAsync(answered.Headers.Location);
        return led.Headers.Location!.OriginalString;
    }

    /// <summary>What the portal answers to a logout token.</summary>
    public async Task<HttpStatusCode> EndAsync(string token)
    {
        using var provider = new HttpClient();
        using var answer = await provider.PostAsync($"{Portal.Address}/sign-in/ended", new FormUrlEncodedContent(new Dictionary<string, string> { ["logout_token"] = token }));
        return answer.StatusCode;
    }

    /// <summary>Who is in the group that every portal begins with.</summary>
    public async Task<IReadOnlyList<GroupMember>> MembersAsync() =>
        [.. (await Portal.Services.GetRequiredService<ICatalog>().ReadAsync(TestContext.Current.CancellationToken)).Group("demo")!.Members];

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        await Provider.DisposeAsync();
    }
}
