using ModelDeploy.TestKit;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Faults;

public sealed class FaultDocumentTests
{
    [Fact]
    public void Every_fault_stands_in_the_table_with_what_was_told_of_it() => Assert.Equal(
        FaultCatalog.All.Select(fault => $"{fault.Name}|{fault.How}|{fault.Reason}"),
        RepositoryFiles.Table(FaultReport.Document, FaultReport.Heading).Select(row => string.Join('|', row[..3])));

    [Fact]
    public void Faults_have_names_that_a_deployment_may_have()
    {
        Assert.Equal(FaultCatalog.All.Count, FaultCatalog.All.Select(fault => fault.Name).Distinct().Count());
        Assert.All(FaultCatalog.All, fault => Assert.Matches("^[a-z][a-z0-9-]{1,54}[a-z0-9]$", fault.Name));
    }
}
