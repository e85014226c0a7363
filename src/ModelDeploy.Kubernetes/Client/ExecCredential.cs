using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace ModelDeploy.Kubernetes.Client;

/// <summary>
/// What a program prints that a kubeconfig names (<c>users[].user.exec</c>): a token or a certificate, good until it expires or is
/// refused. After <c>client.authentication.k8s.io</c>, v1beta1 and v1.
/// </summary>
public sealed class ExecCredential(ExecPlugin plugin, TimeProvider clock) : Credential, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BeforeItExpires = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _turn = new(1);
    private Answer? _answer;

    /// <inheritdoc />
    public override X509Certificate2? Certificate => _answer?.Certificate;

    /// <inheritdoc />
    public override async ValueTask<string?> TokenAsync(bool refused, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            if (_answer is null || refused || clock.GetUtcNow() >= _answer.Expires - BeforeItExpires)
                _answer = Read(await RunAsync(stop));
            return _answer.Token;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async Task<string> RunAsync(CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        var start = new ProcessStartInfo(plugin.Command, plugin.Arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in plugin.Environment)
            start.Environment[name] = value;
        start.Environment["KUBERNETES_EXEC_INFO"] =
            $$$"""{"apiVersion":"{{{plugin.ApiVersion}}}","kind":"ExecCredential","spec":{"interactive":false}}""";
        Process? process = null;
        try
        {
            process = Process.Start(start)!;
            process.StandardInput.Close();
            var complaint = process.StandardError.ReadToEndAsync(patience.Token);
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode == 0
                ? output
                : throw new ClusterAccessException($"The program {plugin.Command} that the kubeconfig names for signing in ended with {process.ExitCode}: {(await complaint).Trim()}");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            process?.Kill(entireProcessTree: true);
            throw new ClusterAccessException($"The program {plugin.Command} that the kubeconfig names for signing in did not end within {Patience.TotalSeconds} s.");
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new ClusterAccessException($"The program {plugin.Command} that the kubeconfig names for signing in cannot be started: {missing.Message}. {plugin.InstallHint}".TrimEnd(), missing);
        }
        finally
        {
            process?.Dispose();
        }
    }

    private Answer Read(string output)
    {
        try
        {
            using var document = JsonDocument.Parse(output);
            var status = document.RootElement.GetProperty("status");
            var certificate = Text("clientCertificateData") is { } pem && Text("clientKeyData") is { } key ? Certificates.FromPem(pem, key) : null;
            var expires = Text("expirationTimestamp") is { } time ? DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture) : DateTimeOffset.MaxValue - BeforeItExpires;
            return new Answer(Text("token"), certificate, expires);

            string? Text(string name) => status.TryGetProperty(name, out var value) ? value.GetString() : null;
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            throw new ClusterAccessException($"The program {plugin.Command} that the kubeconfig names for signing in did not print an ExecCredential.", failure);
        }
    }

    private sealed record Answer(string? Token, X509Certificate2? Certificate, DateTimeOffset Expires);
}
