using System.Diagnostics;
using ModelDeploy.Portal.Tests.Startup;

namespace ModelDeploy.Portal.Tests.SignIn.OpenId;

/// <summary>The npm package oidc-provider as a process of its own, and a portal that trusts it. Skips where there is no Node.js.</summary>
public sealed class RealProvider : IAsyncLifetime
{
    private static readonly string Folder = Path.Combine(PortalFactory.RepoRoot, "tests", "ModelDeploy.Portal.Tests", "SignIn", "RealProvider");
    private Process? _process;
    private PortalFactory? _portal;
    private string? _missing;

    /// <summary>The portal; skips the test where the provider cannot run.</summary>
    public PortalFactory Portal
    {
        get
        {
            Assert.SkipWhen(_missing is not null, _missing ?? "");
            return _portal!;
        }
    }

    public string Issuer { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (Programs.Find("node") is not { } node || Programs.Find("npm") is not { } npm)
        {
            _missing = "Node.js and npm are not on the PATH, with which the provider runs.";
            return;
        }
        await InstallAsync(npm);
        _process = Start(node, "provider.mjs");
        Issuer = $"http://127.0.0.1:{await LineAsync()}";
        _portal = new PortalFactory
        {
            Settings = new Dictionary<string, string>
            {
                ["ModelDeploy:Oidc:Authority"] = Issuer,
                ["ModelDeploy:Oidc:ClientId"] = "portal",
                ["ModelDeploy:Oidc:ClientSecret"] = "only-for-tests",
                ["ModelDeploy:Oidc:Scopes"] = "openid profile groups",
                ["ModelDeploy:Oidc:AdminGroup"] = "admins",
            },
        };
        await _portal.InitializeAsync();
        await _process.StandardInput.WriteLineAsync(_portal.Address);
        await _process.StandardInput.FlushAsync();
        Assert.Equal("ready", await LineAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_portal is not null)
            await _portal.DisposeAsync();
        if (_process is null)
            return;
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task InstallAsync(string npm)
    {
        var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
            return;
        using var process = Start(npm, "ci", "--no-audit", "--no-fund", "--loglevel=error");
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"npm ci ended with {process.ExitCode}: {said}");
    }

    private static Process Start(string program, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        // Its warnings are nobody's business, but a full pipe would stop it.
        process.BeginErrorReadLine();
        return process;
    }

    private async Task<string> LineAsync() =>
        await _process!.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1)) ?? throw new InvalidOperationException("The provider has ended.");
}
