using ModelDeploy.Core.Groups;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Core.Tests.Groups;

public sealed class PlacementRulesTests
{
    private static readonly string Long = new('a', 63);

    [Theory]
    [InlineData("nvidia.com/gpu", true)]
    [InlineData("amd.com/gpu", true)]
    [InlineData("gpu.intel.com/i915", true)]
    [InlineData("nvidia.com/mig-1g.5gb", true)]
    [InlineData("example/gpu", true)]
    [InlineData("gpu", false)]
    [InlineData("", false)]
    [InlineData("/gpu", false)]
    [InlineData("nvidia.com/", false)]
    [InlineData("nvidia.com/gpu/0", false)]
    [InlineData("Nvidia.com/gpu", false)]
    [InlineData("kubernetes.io/gpu", false)]
    [InlineData("gpu.kubernetes.io/gpu", false)]
    [InlineData("requests.nvidia.com/gpu", false)]
    [InlineData("nvidia.com/gpu\n", false)]
    public void An_extended_resource_has_a_domain_of_its_own(string resource, bool isValid) =>
        Assert.Equal(isValid ? [] : ["gpuResource"], Broken(Type with { GpuResource = resource }));

    [Fact]
    public void Names_have_the_lengths_that_Kubernetes_allows()
    {
        // Quotas put "requests." before the domain.
        var domain = $"{string.Join('.', Enumerable.Repeat(Long, 3))}.{new string('a', 253 - (3 * 64) - "requests.".Length)}";

        Assert.Empty(Broken(Type with { GpuResource = $"{domain}/{Long}" }));
        Assert.Equal(["gpuResource"], Broken(Type with { GpuResource = $"{domain}a/{Long}" }));
        Assert.Equal(["gpuResource"], Broken(Type with { GpuResource = $"{domain}/{Long}a" }));
        Assert.Empty(Broken(Type with { NodeSelector = [new NodeLabel(Long, Long)] }));
        Assert.Equal(["nodeSelector[0].name", "nodeSelector[0].value"], Broken(Type with { NodeSelector = [new NodeLabel($"{Long}a", $"{Long}a")] }));
    }

    [Theory]
    [InlineData("disk", "ssd", "")]
    [InlineData("kubernetes.io/arch", "amd64", "")]
    [InlineData("node-role.kubernetes.io/gpu", "", "")]
    [InlineData("a_b.c-d", "A_b.c-9", "")]
    [InlineData("", "ssd", "name")]
    [InlineData("-disk", "ssd", "name")]
    [InlineData("disk space", "ssd", "name")]
    [InlineData("a/b/c", "ssd", "name")]
    [InlineData("a..b/c", "ssd", "name")]
    [InlineData("disk", "very fast", "value")]
    [InlineData("disk", "ssd-", "value")]
    [InlineData("disk", "schnell…", "value")]
    public void A_label_of_nodes_is_written_as_Kubernetes_writes_it(string name, string value, string broken) =>
        Assert.Equal(broken.Length == 0 ? [] : [$"nodeSelector[0].{broken}"], Broken(Type with { NodeSelector = [new NodeLabel(name, value)] }));

    [Fact]
    public void A_label_stands_there_once() =>
        Assert.Equal(["nodeSelector[2].name"], Broken(Type with { NodeSelector = [new("disk", "ssd"), new("zone", "a"), new("disk", "hdd")] }));

    [Theory]
    [InlineData("gpu", "Exists", null, "NoSchedule", null, "")]
    [InlineData("gpu", "Equal", "yes", "NoExecute", 300L, "")]
    [InlineData("gpu", "Equal", "yes", "NoExecute", 0L, "")]
    [InlineData("gpu", null, null, null, null, "")]
    [InlineData(null, "Exists", null, null, null, "")]
    [InlineData("example.com/gpu", "Equal", "", "PreferNoSchedule", null, "")]
    [InlineData(null, null, null, null, null, "key")]
    [InlineData(null, "Equal", "yes", null, null, "key")]
    [InlineData("no key", "Exists", null, null, null, "key")]
    [InlineData("gpu", "Like", "y", null, null, "operator")]
    [InlineData("gpu", "exists", null, null, null, "operator")]
    [InlineData("gpu", "Exists", "yes", null, null, "value")]
    [InlineData("gpu", "Equal", "y s", null, null, "value")]
    [InlineData("gpu", "Exists", null, "Never", null, "effect")]
    [InlineData("gpu", "Exists", null, "NoExecute", -1L, "tolerationSeconds")]
    [InlineData("gpu", "Exists", null, "NoSchedule", 300L, "tolerationSeconds")]
    [InlineData("gpu", "Exists", null, null, 300L, "tolerationSeconds")]
    public void A_toleration_is_what_a_cluster_takes(string? key, string? with, string? value, string? effect, long? seconds, string broken) =>
        Assert.Equal(
            broken.Length == 0 ? [] : [$"tolerations[1].{broken}"],
            Broken(Type with { Tolerations = [new Toleration("fine", "Exists", null, null), new Toleration(key, with, value, effect, seconds)] }));

    [Fact]
    public void The_rules_of_an_instance_type_ask_for_these_too() =>
        Assert.Equal(["gpuResource"], CatalogRules.Check(Type with { GpuResource = "gpu" }, CatalogSnapshot.Empty).Select(error => error.Field));

    private static InstanceType Type => AnInstanceType.Named();

    private static IEnumerable<string> Broken(InstanceType type) => PlacementRules.Check(type).Select(error => error.Field);
}
