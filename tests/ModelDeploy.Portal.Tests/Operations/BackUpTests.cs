using ModelDeploy.Portal.Tests.Startup;

namespace ModelDeploy.Portal.Tests.Operations;

public sealed class BackUpTests : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly TemporaryFolder _backup = new();

    [Fact]
    public async Task A_backup_of_a_running_portal_is_a_data_directory_on_which_sessions_go_on()
    {
        var cookies = new CookieContainer();
        using var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false });
        await using (var portal = Start(_data, "--urls", "http://127.0.0.1:0"))
        {
            var link = await portal.LinkAsync();
            Assert.Equal(HttpStatusCode.SeeOther, (await browser.GetAsync(link)).StatusCode);

            await using var backUp = Start(_data, "--backup", _backup.Path);
            Assert.Equal(0, await backUp.ExitAsync());
            Assert.Equal($"Backed up {_data.Path} to {_backup.Path}", Assert.Single(backUp.Output));
        }

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_backup.Path));
        await using var restored = Start(_backup, "--urls", "http://127.0.0.1:0");
        var address = new Uri(await restored.LinkAsync());
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(new Uri(address, "/deployments"))).StatusCode);
    }

    [Fact]
    public async Task A_backup_is_never_overwritten()
    {
        Directory.CreateDirectory(_backup.Path);
        await using var backUp = Start(_data, $"--backup={_backup.Path}");

        Assert.Equal(1, await backUp.ExitAsync());

        Assert.StartsWith($"{_backup.Path} exists already.", Assert.Single(backUp.Errors), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_backup.Path));
    }

    [Fact]
    public async Task Without_a_database_there_is_no_backup_and_no_folder()
    {
        await using var backUp = Start(_data, "--backup", _backup.Path);

        Assert.Equal(1, await backUp.ExitAsync());

        Assert.Contains("nothing to back up", Assert.Single(backUp.Errors), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_backup.Path));
        Assert.False(Directory.Exists(_backup.Path + ".draft"));
        Assert.False(Directory.Exists(_data.Path));
    }

    [Fact]
    public async Task A_backup_without_a_folder_says_what_is_missing()
    {
        await using var backUp = Start(_data, "--backup");

        Assert.Equal(1, await backUp.ExitAsync());

        Assert.StartsWith("--backup needs the folder", Assert.Single(backUp.Errors), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _data.Dispose();
        _backup.Dispose();
    }

    private static PortalProcess Start(TemporaryFolder data, params string[] arguments) =>
        new(PortalFactory.RepoRoot, [.. arguments, $"--ModelDeploy:DataDirectory={data.Path}"]);
}
