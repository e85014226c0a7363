using ModelDeploy.Portal.Tests.Startup;

namespace ModelDeploy.Portal.Tests.Operations;

public sealed class DamagedDataTests : IDisposable
{
    private readonly TemporaryFolder _data = new();

    [Theory]
    [InlineData(0)] // the header
    [InlineData(4096)] // a page in the middle
    public async Task A_damaged_database_ends_the_start_with_a_sentence_that_names_it_and_is_left_as_it_is(long from)
    {
        await using (var portal = Start())
        {
            await portal.LinkAsync();
            await portal.TerminateAsync();
        }
        var file = Path.Combine(_data.Path, "modeldeploy.db");
        await using (var stream = new FileStream(file, FileMode.Open, FileAccess.Write))
        {
            stream.Position = from;
            await stream.WriteAsync(Enumerable.Repeat((byte)0xA5, 2 * 4096).ToArray());
        }
        var before = await File.ReadAllBytesAsync(file);

        await using var again = Start();

        Assert.Equal(1, await again.ExitAsync());
        var told = Assert.Single(again.Errors);
        Assert.StartsWith($"The database {file} is damaged (", told, StringComparison.Ordinal);
        Assert.EndsWith("Put back a backup, or move the file away to start with an empty portal.", told, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(file));
    }

    public void Dispose() => _data.Dispose();

    private PortalProcess Start() =>
        new(PortalFactory.RepoRoot, "--urls", "http://127.0.0.1:0", $"--ModelDeploy:DataDirectory={_data.Path}");
}
