using ModelDeploy.Kubernetes.Runtime.Children;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Children;

public sealed class ChildNamesTests
{
    [Theory]
    [InlineData("phusers", "escaped-phusers")]
    [InlineData("data-science", "escaped-data-2dscience")]
    [InlineData("Größe", "escaped--47r-c3-b6-c3-9fe")]
    public void A_group_is_labelled_as_PrimeHub_does(string group, string label) => Assert.Equal(label, ChildNames.GroupLabel(group));

    [Fact]
    public void A_long_group_still_has_a_label_of_its_own()
    {
        var (one, other) = (ChildNames.GroupLabel(new string('-', 62) + "a"), ChildNames.GroupLabel(new string('-', 62) + "b"));

        Assert.NotEqual(one, other);
        Assert.All([one, other], label => Assert.Matches("^[a-z0-9][-a-z0-9]{0,61}[a-z0-9]$", label));
    }
}
