using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ModelDeploy.Local.Store;
using ModelDeploy.Portal.SignIn;
using ModelDeploy.TestKit;

namespace ModelDeploy.Portal.Tests.Startup;

/// <summary>The real host on a real port of its own, with a data directory of its own that goes when it goes.</summary>
public sealed class PortalFactory : WebApplicationFactory<Program>, IAsyncLifetime
{
    private bool _started;

    /// <summary>The repository's top level, where the settings and static files lie.</summary>
    public static string RepoRoot { get; } = typeof(PortalFactory).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepoRoot").Value!;

    /// <summary>This portal's data directory, gone with the portal.</summary>
    public string DataDirectory { get; init; } = Path.Combine(Path.GetTempPath(), $"modeldeploy-{Guid.NewGuid():n}");

    /// <summary>Settings added to those of <c>appsettings.json</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>What is done to its services after everything else; nothing unless told.</summary>
    public Action<IServiceCollection> Further { get; init; } = _ => { };

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Address => Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Starts it; it listens once this returns.</summary>
    public ValueTask InitializeAsync()
    {
        UseKestrel();
        StartServer();
        _started = true;
        return ValueTask.CompletedTask;
    }

    /// <summary>A link as the portal prints them.</summary>
    public Task<string> IssueLinkAsync() =>
        Services.GetRequiredService<SignInLinkIssuer>().IssueAsync(Address, TestContext.Current.CancellationToken);

    /// <summary>A browser-like client without a session: it keeps cookies, asks for pages and shows redirects instead of following them.</summary>
    public HttpClient Visitor()
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(Address) };
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        return client;
    }

    /// <summary>The same, signed in as the administrator.</summary>
    public async Task<HttpClient> SignedInAsync()
    {
        var client = Visitor();
        using var answer = await client.GetAsync(await IssueLinkAsync());
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return client;
    }

    /// <summary>Everything that it logged so far.</summary>
    public async Task<string> LogAsync()
    {
        var text = new StringBuilder();
        foreach (var file in Directory.GetFiles(Path.Combine(DataDirectory, "logs")))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream);
            text.Append(await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        }
        return text.ToString();
    }

    /// <summary>
    /// Ends it as a signal would, and waits until it has let go of its data: only then may the host and the directory be taken away.
    /// </summary>
    public override async ValueTask DisposeAsync()
    {
        if (_started)
        {
            Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            await Eventually.TrueAsync(() => !LocalStore.IsOpen(DataDirectory), "the portal lets go of its data");
        }
        await base.DisposeAsync();
        // A supervisor may still write the last words of a model that has been ended.
        await Eventually.TrueAsync(() => TryDelete(DataDirectory), "the data directory can be taken away");
    }

    private static bool TryDelete(string directory)
    {
        try
        {
            if (Directory.Exists(directory))
                Directory.Delete(directory, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <inheritdoc />
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseContentRoot(RepoRoot);
        // Not by UseKestrel(port): it writes the address into a host that the program may have started by then.
        builder.UseSetting(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0");
        builder.UseSetting("ModelDeploy:DataDirectory", DataDirectory);
        builder.UseSetting("Serilog:MinimumLevel:Default", "Warning");
        foreach (var (key, value) in Settings)
            builder.UseSetting(key, value);
        builder.ConfigureTestServices(Further);
    }
}
