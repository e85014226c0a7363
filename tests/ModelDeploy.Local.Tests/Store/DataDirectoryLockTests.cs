using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Local.Store;

namespace ModelDeploy.Local.Tests.Store;

public sealed class DataDirectoryLockTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    [Fact]
    public void A_second_holder_is_refused_with_the_directory_and_the_process_of_the_first()
    {
        using var first = Acquire();

        var refusal = Assert.Throws<LocalStoreException>(Acquire);

        Assert.Contains(_directory.Path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"(process {Environment.ProcessId})", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_that_was_let_go_can_be_taken_again()
    {
        Acquire().Dispose();
        Acquire().Dispose();
    }

    [Fact]
    public async Task Another_process_sees_the_lock_and_does_not_get_it()
    {
        using (Acquire())
            Assert.Equal(1, await ExitCodeAsync(Flock("--nonblock", _directory["lock"], "true")));

        Assert.Equal(0, await ExitCodeAsync(Flock("--nonblock", _directory["lock"], "true")));
    }

    [Fact]
    public async Task A_process_that_holds_the_lock_keeps_us_out_until_it_is_killed()
    {
        using var holder = Flock("--close", _directory["lock"], "sh", "-c", "echo held; cat");
        Assert.Equal("held", await holder.StandardOutput.ReadLineAsync());
        Assert.Throws<LocalStoreException>(Acquire);

        holder.Kill();
        await holder.WaitForExitAsync();

        Acquire().Dispose();
    }

    public void Dispose() => _directory.Dispose();

    private DataDirectoryLock Acquire() => DataDirectoryLock.Acquire(DataDirectory.Ensure(_directory.Path, NullLogger.Instance));

    private static Process Flock(params string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("flock", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("The command flock (util-linux) is not on this machine.");
            throw;
        }
    }

    private static async Task<int> ExitCodeAsync(Process process)
    {
        using (process)
        {
            await process.WaitForExitAsync();
            return process.ExitCode;
        }
    }
}
