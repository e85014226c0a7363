using System.Net.WebSockets;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Portal.Hubs;
using ModelDeploy.Portal.Setup;
using ModelDeploy.Portal.SignIn;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Portal.Tests.Logs;

/// <summary>
/// The hub with the real follower and feed, over a store in memory that holds the deployment <c>iris</c>, and the viewer on
/// a page under the portal's own policy. Ada is a member of its group. Who comes is said by a cookie.
/// </summary>
internal sealed class LogsHost : IAsyncDisposable
{
    /// <summary>The cookie that names the person.</summary>
    public const string PersonCookie = "person";

    private const string StartScript = "import { mount } from '/js/log-viewer.js'; mount(document.querySelector('.logs')).follow('iris', Object.fromEntries(new URLSearchParams(location.search)));";

    private readonly WebApplication _app;

    private LogsHost(WebApplication app) => _app = app;

    public static PersonRef Ada { get; } = new(new PersonKey(PersonKey.LocalIssuer, "ada"), "Ada");

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Address => _app.Urls.Single();

    public ScriptedLogs Runtime => (ScriptedLogs)_app.Services.GetRequiredService<IModelRuntime>();

    /// <summary>Starts it; it listens once this returns. With a clock of the test's own, lines come only as that moves.</summary>
    public static async Task<LogsHost> StartAsync(TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddSingleton<IIdentityStore>(new InMemoryIdentityStore(AccountOf("ada"), AccountOf("eve")));
        builder.Services.AddSingleton<ICredentialStore, InMemoryCredentialStore>();
        builder.Services.AddSingleton(new PasswordSettings(Offered: true));
        builder.Services.AddSingleton<Standing>();
        builder.Services.AddSingleton<IEndedSessionStore, InMemoryEndedSessionStore>().AddSingleton<EndedSessions>();
        builder.Services.AddSingleton<SessionRules>();
        builder.Services.AddSingleton<IModelRuntime, ScriptedLogs>();
        builder.Services.AddSingleton<IDeploymentStore, InMemoryDeploymentStore>();
        builder.Services.AddSingleton<ICatalog>(new InMemoryCatalog([AGroup.Named().WithMember(Ada)], []));
        builder.Services.AddSingleton<FirstLooks>();
        builder.Services.AddSingleton<CatalogCache>().AddHostedService(services => services.GetRequiredService<CatalogCache>());
        builder.Services.AddSingleton<DeploymentFeed>().AddHostedService(services => services.GetRequiredService<DeploymentFeed>());
        builder.Services.AddAuthentication(PersonCookie).AddScheme<AuthenticationSchemeOptions, CookieSignIn>(PersonCookie, null);
        builder.Services.AddAuthorization();
        builder.Services.AddRazorComponents();
        builder.AddLogs();

        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseLanguages();
        app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(Path.Combine(PortalFactory.RepoRoot, "wwwroot")) });
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapLogs();
        app.MapGet("/", () => new RazorComponentResult<LogsTestPage>());
        app.MapGet("/start.js", () => TypedResults.Text(StartScript, "text/javascript"));
        await app.Services.GetRequiredService<IDeploymentStore>().CreateAsync(
            new DeploymentKey("iris"), ASpec.Usual.WithGroup("demo"), AChange.Of(ChangeAction.Created), default);
        await app.StartAsync();
        return new LogsHost(app);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    /// <summary>What the hub's address answers to somebody who asks for a connection; null is nobody.</summary>
    public async Task<HttpStatusCode> NegotiateAsync(string? person)
    {
        using var client = new HttpClient();
        if (person is not null)
            client.DefaultRequestHeaders.Add("Cookie", $"{PersonCookie}={person}");
        using var answer = await client.PostAsync($"{Address}/hubs/logs/negotiate?negotiateVersion=1", content: null);
        return answer.StatusCode;
    }

    /// <summary>Gets a path; null is nobody.</summary>
    public async Task<HttpResponseMessage> DownloadAsync(string? person, string path)
    {
        using var client = new HttpClient();
        if (person is not null)
            client.DefaultRequestHeaders.Add("Cookie", $"{PersonCookie}={person}");
        return await client.GetAsync($"{Address}{path}", TestContext.Current.CancellationToken);
    }

    /// <summary>Connects as a browser does.</summary>
    public async Task<HubConversation> ConnectAsync(string person)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", $"{PersonCookie}={person}");
        await socket.ConnectAsync(new Uri($"{Address}/hubs/logs".Replace("http", "ws")), TestContext.Current.CancellationToken);
        return await HubConversation.BeginAsync(socket);
    }

    /// <summary>Ada's rights change, which ends her sessions.</summary>
    public Task PromoteAdaAsync() =>
        _app.Services.GetRequiredService<IIdentityStore>().SaveAccountAsync(AccountOf("ada") with { IsSystemAdmin = true }, default);

    /// <summary>Ada is no longer a member.</summary>
    public async Task RemoveAdaAsync()
    {
        var catalog = _app.Services.GetRequiredService<ICatalog>();
        var group = (await catalog.ReadAsync(default)).Group("demo")!;
        await catalog.SaveGroupAsync(group with { Members = [] }, default);
    }

    private static Account AccountOf(string person) => new(new PersonKey(PersonKey.LocalIssuer, person), person, IsSystemAdmin: false);

    private sealed class CookieSignIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Cookies[PersonCookie] is not { } person)
                return Task.FromResult(AuthenticateResult.NoResult());
            var principal = ViewerClaims.PrincipalOf(AccountOf(person), Scheme.Name);
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme.Name)));
        }
    }
}
