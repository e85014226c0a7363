using System.Diagnostics;

namespace ModelDeploy.Kubernetes.Tests.Lab;

/// <summary>The program <c>kubectl</c>; tests that need it are skipped where it is not installed.</summary>
internal static class KubectlProcess
{
    /// <summary>Runs it to its end, with this as its input.</summary>
    public static async Task<(int ExitCode, string Output, string Complaint)> RunAsync(string input, params string[] arguments)
    {
        using var process = Start(arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var complaint = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await complaint);
    }

    /// <summary>Starts it; whoever does ends it.</summary>
    public static Process Start(params string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("kubectl", arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("It needs kubectl.");
            throw;
        }
    }
}
