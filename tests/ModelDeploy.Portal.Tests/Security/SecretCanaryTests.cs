using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Clients;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Tests.Browser;
using ModelDeploy.Portal.Tests.Errands;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Security;

/// <summary>
/// Secrets of every kind are planted in a portal that logs all that it can, and looked for in everything that comes out of it: pages,
/// exports, answers, logs, files, and what a replica inherits.
/// </summary>
public sealed class SecretCanaryTests(ChromiumBrowser browser) : IAsyncLifetime
{
    private const string Id = "canaries";
    private const string OfVariable = "canary-of-a-secret-variable";
    private const string OfOldVariable = "canary-of-an-earlier-revision";
    private const string OfPassword = "canary of a password 1";
    private const string OfSetting = "canary-of-a-setting-0123456789abcdef";
    private const string OfEnvironment = "canary-of-the-environment";
    private static readonly Viewer Admin = new(Account.Administrator.Key, "Administrator", IsSystemAdmin: true);

    private readonly PortalFactory _portal = new()
    {
        Settings = new Dictionary<string, string>
        {
            ["ModelDeploy:Metrics:Token"] = OfSetting,
            ["Serilog:MinimumLevel:Default"] = "Verbose",
            ["Serilog:MinimumLevel:Override:Microsoft"] = "Verbose",
            // Not those lines that hold the query of every request: whoever asks for them gets it, with links that are used up by then.
            ["Serilog:MinimumLevel:Override:Microsoft.AspNetCore.Hosting.Diagnostics"] = "Warning",
            ["Serilog:MinimumLevel:Override:ModelDeploy.Portal.Api.ApiTokenHandler"] = "Verbose",
        },
    };

    private readonly List<string> _canaries = [OfVariable, OfOldVariable, OfPassword, OfSetting, OfEnvironment];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Environment.SetEnvironmentVariable("CANARY_CAGE", OfEnvironment);
        await _portal.InitializeAsync();
        var deployments = _portal.Services.GetRequiredService<DeploymentCommands>();
        var spec = ASpec.Usual with { ModelImage = "modeldeploy/iris:1.0", Access = AccessType.Private };
        await AcceptedAsync(deployments.CreateAsync(Admin, Id, spec.WithEnv("TOKEN", OfOldVariable, secret: true), Stop));
        await AcceptedAsync(deployments.UpdateAsync(Admin, Id, spec.WithEnv("TOKEN", OfVariable, secret: true), "another token", null, Stop));
        var feed = _portal.Services.GetRequiredService<DeploymentFeed>();
        await Eventually.TrueAsync(() => feed.Find(Admin, Id) is { Generation: 2, Phase: DeploymentPhase.Deployed }, "the model to be deployed");
    }

    public async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable("CANARY_CAGE", null);
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task No_secret_comes_out_of_the_portal_by_any_way()
    {
        var (key, token, link) = (await AddKeyAsync(), await AddTokenAsync(), await _portal.IssueLinkAsync());
        await AddPersonAsync();
        _canaries.AddRange([key, token, link[(link.IndexOf("token=", StringComparison.Ordinal) + "token=".Length)..]]);
        using var admin = await _portal.SignedInAsync();
        (await admin.GetAsync(link, Stop)).Dispose();
        await CallAsync(key);

        await PagesHoldNoneAsync();
        foreach (var path in Answers)
            HoldsNone($"the answer of {path}", await TextAsync(admin, path));
        using var program = _portal.Visitor();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var path in new[] { "/api/v1/deployments", $"/api/v1/deployments/{Id}", $"/api/v1/deployments/{Id}/logs?tail=100", "/api/v1/nothing" })
            HoldsNone($"the answer of {path}", await TextAsync(program, path));
        ReplicasInheritNone();
        await FilesHoldNoneAsync();
    }

    private static string[] Answers =>
    [
        $"/deployments/{Id}/history.json", $"/deployments/{Id}/logs.txt", "/audit.json", "/audit.csv", "/audit/events.jsonl", "/metrics", "/readyz", "/healthz",
        "/nowhere", $"/deployments/{Id}?tab=%00", $"/deployment/{Id}/metrics", $"/deployment/{Id}/api/v1.0/predictions", "/error",
    ];

    /// <summary>With everything that opens only on a press: dialogs of revisions and events, and the form as YAML.</summary>
    private async Task PagesHoldNoneAsync()
    {
        var visitor = await Visitor.SignInAsync(browser, _portal);
        string[] tabs = ["", "?tab=tryit", "?tab=logs", "?tab=history", "?tab=metrics", "?tab=clients"];
        (string Path, string? Press)[] pages =
        [
            .. tabs.Select(tab => ($"/deployments/{Id}{tab}", (string?)null)),
            ($"/deployments/{Id}?tab=history", "tbody button"), ($"/deployments/{Id}/edit", null), ($"/deployments/{Id}/edit", "[role=tab]:nth-of-type(2)"),
            ("/audit", "tbody button"), ("/audit/events", "tbody button"), ("/people", null), ("/tokens", null), ("/system", null), ("/deployments", null),
        ];
        foreach (var (path, press) in pages)
        {
            await visitor.GoToAsync(path);
            await Microsoft.Playwright.Assertions.Expect(visitor.Page.Locator("main p.muted[role=status], main [aria-busy=true]")).ToHaveCountAsync(0);
            if (press is not null)
                await visitor.Page.Locator(press).First.ClickAsync();
            var values = await visitor.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('input, textarea')].map(field => field.value)");
            HoldsNone($"the page {path} ({press})", await visitor.Page.ContentAsync() + string.Join('\n', values));
        }
        Assert.Empty(visitor.Complaints);
    }

    /// <summary>The model needs its own secret variable, and nothing else of what is secret here.</summary>
    private void ReplicasInheritNone()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var environments = Directory.EnumerateDirectories("/proc").Where(folder => Path.GetFileName(folder).All(char.IsAsciiDigit))
            .Select(EnvironmentIn).Where(environment => environment.Contains($"SELDON_DEPLOYMENT_ID=deploy-{Id}\0", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(environments);
        Assert.Contains(environments, environment => environment.Contains($"TOKEN={OfVariable}\0", StringComparison.Ordinal));
        foreach (var environment in environments)
            HoldsNone("what a replica inherits", environment.Replace(OfVariable, "", StringComparison.Ordinal).Replace(OfOldVariable, "", StringComparison.Ordinal));
    }

    /// <summary>Logs, the database and its log, and whatever else the portal keeps. The file that says that the directory is in use is its holder's alone.</summary>
    private async Task FilesHoldNoneAsync()
    {
        Assert.Contains("/sign-in", await _portal.LogAsync(), StringComparison.Ordinal); // it does log
        var files = Directory.GetFiles(_portal.DataDirectory, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock").ToList();
        Assert.Contains(files, file => file.EndsWith(".db", StringComparison.Ordinal));
        foreach (var file in files)
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            HoldsNone($"the file {file}", await reader.ReadToEndAsync(Stop));
        }
    }

    private void HoldsNone(string where, string text)
    {
        var found = _canaries.Find(canary => text.Contains(canary, StringComparison.OrdinalIgnoreCase));
        Assert.True(found is null, $"{where} holds {found}");
    }

    private async Task<string> AddKeyAsync() =>
        (await AcceptedAsync(_portal.Services.GetRequiredService<ClientKeyCommands>().AddAsync(Admin, Id, "caller", null, Stop))).Text;

    private async Task<string> AddTokenAsync() =>
        (await AcceptedAsync(_portal.Services.GetRequiredService<ApiTokens>().CreateAsync(Admin, "ci", ApiTokenScope.Read, 1, Stop))).Text;

    /// <summary>Adds somebody, who then types the password wrong and right.</summary>
    private async Task AddPersonAsync()
    {
        await AcceptedAsync(_portal.Services.GetRequiredService<LocalAccounts>().AddAsync(Admin, new NewPerson("robin", "Robin", false, OfPassword), Stop));
        var signIn = _portal.Services.GetRequiredService<PasswordSignIn>();
        Assert.Null(await signIn.TryAsync("robin", OfPassword + "!", Stop));
        Assert.NotNull(await signIn.TryAsync("robin", OfPassword, Stop));
    }

    /// <summary>Calls the model with the key, and without a good one.</summary>
    private async Task CallAsync(string key)
    {
        using var caller = _portal.Visitor();
        caller.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        await Eventually.TrueAsync(async () => (await PredictAsync(caller)).IsSuccessStatusCode, "the key is known at the gateway");
        caller.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"{key}x");
        Assert.Equal(HttpStatusCode.Unauthorized, (await PredictAsync(caller)).StatusCode);
    }

    private static Task<HttpResponseMessage> PredictAsync(HttpClient caller) => caller.PostAsJsonAsync(
        $"/deployment/{Id}/api/v1.0/predictions", new { data = new { ndarray = new[] { new[] { 5.1, 3.5, 1.4, 0.2 } } } }, Stop);

    private static async Task<string> TextAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Stop);
        return $"{answer.Headers}{await answer.Content.ReadAsStringAsync(Stop)}";
    }

    private static async Task<T> AcceptedAsync<T>(Task<CommandResult<T>> answer) => Assert.IsType<CommandResult<T>.Accepted>(await answer).Value;

    private static string EnvironmentIn(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "environ"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
