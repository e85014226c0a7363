using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.TestKit.Conformance;

namespace ModelDeploy.Kubernetes.Tests.Runtime;

/// <summary>The runtime contract on a real cluster.</summary>
public sealed class KubernetesRuntimeConformance : RuntimeConformance, IAsyncLifetime
{
    private RuntimeLab _lab = null!;
    private Guid _uid;

    protected override IModelRuntime Runtime => _lab.Runtime;

    protected override Guid Uid => _uid;

    protected override string Hello => "listening on :9000";

    protected override string Goodbye => "CRASH_AFTER is over";

    protected override int CrashCode => 1;

    protected override bool KeepsEveryLog => false;

    protected override FailureReason MissingReason => FailureReason.ImagePull;

    public async ValueTask InitializeAsync()
    {
        _lab = await RuntimeLab.OpenAsync();
        _uid = await _lab.CreateOwnerAsync(Iris.Id);
        await _lab.Runtime.ListAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_lab is not null)
            await _lab.DisposeAsync();
    }

    protected override WorkloadTemplate Healthy(string hash) => RuntimeLab.Template(hash);

    protected override WorkloadTemplate Crashing(string hash) =>
        RuntimeLab.Template(hash, new EnvVariable("CRASH_AFTER", "1"), new EnvVariable("READY_AFTER", "1000"));

    protected override WorkloadTemplate NeverReady(string hash) => RuntimeLab.Template(hash, new EnvVariable("READY_AFTER", "1000"));

    protected override WorkloadTemplate Missing(string hash) => RuntimeLab.Template(hash) with { Image = "localhost/nothing:1" };
}
