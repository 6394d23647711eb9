using Budget.Typesetting.OpenData;

namespace Budget.Typesetting;

/// <param name="Path">Relative to the version's folder.</param>
/// <param name="Data">The data set this file carries, if it is one.</param>
public sealed record RenderedFile(string Path, string MediaType, byte[] Content, DataSet? Data = null);
