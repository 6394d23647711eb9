using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using Grpc.Reflection.V1;

namespace Budget.Hosting.Reflection;

/// <summary>What can be asked of the process's own protos: the files of its mapped services, of all they import, and of the error details.</summary>
public sealed class ReflectionAnswers(MappedServices services)
{
    readonly Lazy<Schema> schema = new(() => new Schema(services.All));

    public ServerReflectionResponse Answer(ServerReflectionRequest request)
    {
        var answer = new ServerReflectionResponse { ValidHost = request.Host, OriginalRequest = request };
        switch (request.MessageRequestCase)
        {
            case ServerReflectionRequest.MessageRequestOneofCase.ListServices:
                answer.ListServicesResponse = new ListServiceResponse
                {
                    Service = { services.All.Select(s => new ServiceResponse { Name = s.FullName }) },
                };
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileByFilename:
                Files(answer, schema.Value.ByName.GetValueOrDefault(request.FileByFilename), $"file '{request.FileByFilename}'");
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingSymbol:
                Files(answer, schema.Value.BySymbol.GetValueOrDefault(request.FileContainingSymbol), $"symbol '{request.FileContainingSymbol}'");
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingExtension:
                var (type, number) = (request.FileContainingExtension.ContainingType, request.FileContainingExtension.ExtensionNumber);
                Files(answer, schema.Value.Extensions.Find(e => e.ExtendeeType.FullName == type && e.FieldNumber == number)?.File, $"extension {number} of '{type}'");
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType:
                ExtensionNumbers(answer, request.AllExtensionNumbersOfType);
                break;
            default:
                answer.ErrorResponse = Error(StatusCode.InvalidArgument, "The request asks for nothing: set one of its fields.");
                break;
        }
        return answer;
    }

    void ExtensionNumbers(ServerReflectionResponse answer, string type)
    {
        if (!schema.Value.BySymbol.ContainsKey(type))
        {
            answer.ErrorResponse = Error(StatusCode.NotFound, $"No type '{type}' is known here.");
            return;
        }
        answer.AllExtensionNumbersResponse = new ExtensionNumberResponse
        {
            BaseTypeName = type,
            ExtensionNumber = { schema.Value.Extensions.Where(e => e.ExtendeeType.FullName == type).Select(e => e.FieldNumber) },
        };
    }

    /// <summary>A file goes out with all it imports, so that one question is enough.</summary>
    static void Files(ServerReflectionResponse answer, FileDescriptor? file, string asked)
    {
        if (file is null)
        {
            answer.ErrorResponse = Error(StatusCode.NotFound, $"No {asked} is known here.");
            return;
        }
        answer.FileDescriptorResponse = new FileDescriptorResponse
        {
            FileDescriptorProto = { Schema.WithImports([file]).Select(f => f.SerializedData) },
        };
    }

    static ErrorResponse Error(StatusCode code, string message) => new() { ErrorCode = (int)code, ErrorMessage = message };

    sealed class Schema
    {
        public Schema(IEnumerable<ServiceDescriptor> services)
        {
            foreach (var file in WithImports([.. services.Select(s => s.File), StatusReflection.Descriptor, ErrorDetailsReflection.Descriptor]))
            {
                ByName[file.Name] = file;
                Extensions.AddRange(file.Extensions.UnorderedExtensions);
                Names(file.EnumTypes);
                Names(file.Services);
                Names(file.Services.SelectMany(s => s.Methods));
                Names(file.Extensions.UnorderedExtensions);
                Messages(file.MessageTypes);
            }
        }

        public Dictionary<string, FileDescriptor> ByName { get; } = [];

        public Dictionary<string, FileDescriptor> BySymbol { get; } = [];

        public List<FieldDescriptor> Extensions { get; } = [];

        public static IEnumerable<FileDescriptor> WithImports(IEnumerable<FileDescriptor> files)
        {
            var seen = new HashSet<string>();
            var next = new Stack<FileDescriptor>(files);
            while (next.TryPop(out var file))
            {
                if (seen.Add(file.Name))
                {
                    yield return file;
                    foreach (var import in file.Dependencies)
                    {
                        next.Push(import);
                    }
                }
            }
        }

        void Messages(IEnumerable<MessageDescriptor> messages)
        {
            foreach (var message in messages)
            {
                Names([message]);
                Names(message.Fields.InDeclarationOrder());
                Names(message.EnumTypes);
                Messages(message.NestedTypes);
            }
        }

        void Names(IEnumerable<IDescriptor> symbols)
        {
            foreach (var symbol in symbols)
            {
                BySymbol[symbol.FullName] = symbol.File;
            }
        }
    }
}
