using ModelDeploy.Core;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Portal.Components.Deployments.Form;

namespace ModelDeploy.Portal.Tests.Deployments;

public sealed class QuotaCausesTests
{
    private static readonly Shortage Cpu = new(QuotaResource.Cpu, Wanted: 4.5m, Used: 0, Limit: 4);
    private static readonly Shortage Memory = new(QuotaResource.Memory, Wanted: 2L << 30, Used: 0, Limit: 1L << 30);
    private static readonly Shortage Deployments = new(QuotaResource.Deployments, Wanted: 1, Used: 10, Limit: 10);

    [Fact]
    public void Many_replicas_are_too_many_and_say_all_that_is_missing() =>
        Assert.Equal([new FieldError("replicas", "Does not fit: 0.5 CPU, 1 GiB more needed.")], QuotaCauses.Of([Cpu, Memory], replicas: 9));

    [Fact]
    public void Where_not_even_one_replica_fits_the_instance_type_is_too_large() =>
        Assert.Equal([new FieldError("instanceType", "Does not fit: 0.5 CPU more needed.")], QuotaCauses.Of([Cpu], replicas: 1));

    [Fact]
    public void Too_many_deployments_are_the_groups() =>
        Assert.Equal(["group", "replicas"], QuotaCauses.Of([Cpu, Deployments], replicas: 2).Select(error => error.Field));
}
