using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Conformance;

namespace ModelDeploy.Local.Tests.Processes;

/// <summary>The runtime contract on real processes.</summary>
public sealed class ProcessRuntimeConformance : RuntimeConformance, IAsyncLifetime
{
    private ProcessLab _lab = null!;

    protected override IModelRuntime Runtime => _lab.Runtime;

    public async ValueTask InitializeAsync() => _lab = await ProcessLab.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var key in await _lab.Runtime.ListAsync(CancellationToken.None))
            await _lab.Runtime.RemoveAsync(key, CancellationToken.None);
        await Eventually.TrueAsync(async () => (await _lab.Runtime.ListAsync(CancellationToken.None)).Count == 0, "nothing left");
        await _lab.DisposeAsync();
    }

    protected override WorkloadTemplate Healthy(string hash) => ProcessLab.Template(ProcessLab.Server, hash);

    protected override WorkloadTemplate Crashing(string hash) =>
        ProcessLab.Template(ProcessLab.Shell, hash, new EnvVariable("SCRIPT", "echo goodbye; exit 3"));

    protected override WorkloadTemplate NeverReady(string hash) =>
        ProcessLab.Template(ProcessLab.Shell, hash, new EnvVariable("SCRIPT", "exec sleep 1000"));

    protected override WorkloadTemplate Missing(string hash) => ProcessLab.Template("test/missing:1.0", hash);
}
