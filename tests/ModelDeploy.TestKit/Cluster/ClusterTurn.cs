using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace ModelDeploy.TestKit.Cluster;

/// <summary>
/// Whose turn it is on the cluster under test, across all test programs of this machine: many tests use it at once, and whoever disturbs a
/// part of it does so alone. A lock on a file, which ends with the process that holds it.
/// </summary>
public static class ClusterTurn
{
    // A guard against waiting for ever: whoever disturbs the cluster waits for all tests of another program that use it.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    private static string LockFile => Path.Combine(
        Path.GetTempPath(), $"modeldeploy-cluster-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(ClusterUnderTest.Kubeconfig))))[..12]}.lock");

    /// <summary>A turn beside others; over when it is disposed.</summary>
    public static Task<IDisposable> TakeAsync() => WaitAsync(FileAccess.Read, FileShare.Read);

    /// <summary>A turn alone; over when it is disposed.</summary>
    public static Task<IDisposable> TakeAloneAsync() => WaitAsync(FileAccess.ReadWrite, FileShare.None);

    private static async Task<IDisposable> WaitAsync(FileAccess access, FileShare share)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(LockFile, FileMode.OpenOrCreate, access, share, bufferSize: 0);
            }
            catch (IOException taken) when (taken is not (DirectoryNotFoundException or PathTooLongException))
            {
                Assert.True(waited.Elapsed < Patience, $"Waited {Patience.TotalMinutes} minutes in vain for a turn on the cluster: {taken.Message}");
                await Task.Delay(BetweenTries);
            }
        }
    }
}
