namespace ModelDeploy.ModelServer.Modelling;

/// <summary>
/// One side of a model: the tensor's name, Open Inference datatype and shape (−1 is any number of rows), and what each column
/// means: a feature on the input side; on the output side a class, or the one predicted quantity of a regression.
/// </summary>
internal sealed record TensorShape(string Name, string Datatype, int[] Shape, string[] Columns);
